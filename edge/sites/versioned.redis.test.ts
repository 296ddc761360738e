import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasRedisServer } from '../dev/redis/startTestRedis.ts'
import { createTestServices, type TestServices } from '../dev/testServices.ts'

const ASSETS: Record<string, string> = {
  '/w/versions.json': '{"latest":"1.2.3"}',
  '/w/1.2.3/rotary.js': 'released()',
  '/w/1.2.3/rotary-more.js': 'more()',
  '/rotary-mango.js': 'mango()',
  '/w/1.3.0-build.0a1b2c3d/rotary.js': 'built()',
}

describe.skipIf(!hasRedisServer)('scripts beside the floating one', () => {
  let at: TestServices
  beforeAll(async () => {
    at = await createTestServices({
      asset: async (path) =>
        path in ASSETS ? new Response(ASSETS[path]) : new Response('', { status: path === '/rotary.js' ? 200 : 404 }),
    })
  })
  afterAll(() => at.stop())

  test.each(['1.2.3/rotary.js', '1.2.3/rotary-more.js', '1.3.0-build.0a1b2c3d/rotary.js'])(
    '%s is served for ever, and to pages that check its hash',
    async (file) => {
      const response = await at.app.request(`/w/${file}`)
      expect(response.status).toBe(200)
      expect(await response.text()).toBe(ASSETS[`/w/${file}`])
      expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
      expect(response.headers.get('access-control-allow-origin')).toBe('*')
      expect(response.headers.get('content-type')).toContain('text/javascript')
    },
  )

  test('the list of versions is read where it is documented', async () => {
    const response = await at.app.request('/w/versions.json')
    expect(await response.json()).toEqual({ latest: '1.2.3' })
  })

  test('files that are loaded only when asked for are modules that any page may import', async () => {
    const response = await at.app.request('/rotary-mango.js')
    expect(await response.text()).toBe('mango()')
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
    expect((await at.app.request('/rotary-nothing.js')).status).toBe(404)
  })

  test('a version that was never released is not found, and the floating address works beside', async () => {
    expect((await at.app.request('/w/9.9.9/rotary.js')).status).toBe(404)
    expect((await at.app.request('/w/9.9.9/rotary-more.js')).status).toBe(404)
    expect((await at.app.request('/w/1.2.3/rotary-other.js')).status).toBe(404)
    expect((await at.app.request('/w/pk_demo.js')).status).toBe(200)
  })
})
