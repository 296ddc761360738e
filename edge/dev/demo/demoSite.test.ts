import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startLoopbackServer, type LoopbackServer } from '../loopbackServer.ts'
import { createDemoSite } from './demoSite.ts'

describe('the demo site', () => {
  const dir = mkdtempSync(join(tmpdir(), 'rotary-demo-'))
  let site: LoopbackServer
  beforeAll(async () => {
    mkdirSync(join(dir, 'site/contacts'), { recursive: true })
    writeFileSync(join(dir, 'site/index.html'), '<script src="{{EDGE}}/w/pk_demo.js"></script>')
    writeFileSync(join(dir, 'site/contacts/index.html'), 'Contacts')
    writeFileSync(join(dir, 'site/style.css'), '{{EDGE}}')
    writeFileSync(join(dir, 'secret.txt'), 'secret')
    site = await startLoopbackServer(createDemoSite({ folder: join(dir, 'site'), edge: 'http://127.0.0.1:1' }))
  })
  afterAll(async () => {
    await site.stop()
    rmSync(dir, { recursive: true, force: true })
  })

  it.each([
    ['/', 'text/html; charset=utf-8', '<script src="http://127.0.0.1:1/w/pk_demo.js"></script>'],
    ['/?utm_source=x', 'text/html; charset=utf-8', '<script src="http://127.0.0.1:1/w/pk_demo.js"></script>'],
    ['/contacts/', 'text/html; charset=utf-8', 'Contacts'],
    ['/style.css', 'text/css; charset=utf-8', '{{EDGE}}'],
  ])('serves %s', async (path, type, text) => {
    const response = await fetch(site.url + path)
    expect([response.status, response.headers.get('content-type'), await response.text()]).toEqual([200, type, text])
  })

  it.each(['/none.html', '/../secret.txt', '/%2e%2e/secret.txt', '/..%2fsecret.txt', '/contacts/..%2f..%2fsecret.txt', '/%00', '/%'])(
    'has nothing at %s',
    async (path) => {
      // Not by fetch, which would tidy the path up.
      const status = await new Promise((resolve) => {
        request({ port: site.port, host: '127.0.0.1', path }, (response) => resolve(response.resume().statusCode)).end()
      })
      expect(status).toBe(404)
    },
  )
})
