import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import type { RequestListener } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { findFreePort } from '../../edge/dev/findFreePort.ts'
import { type RunningStart, runStart } from '../../edge/dev/launcher/runStart.ts'
import { type LoopbackServer, startLoopbackServer } from '../../edge/dev/loopbackServer.ts'
import { launchChromium } from './chromium.ts'

const SECRET = `Basic ${Buffer.from('guest:letmein').toString('base64')}`

const serve: RequestListener = (request, response) => {
  const open = !request.url!.startsWith('/closed') || request.headers.authorization === SECRET
  response.writeHead(open ? 200 : 401, { 'Content-Type': 'text/html', ...(!open && { 'WWW-Authenticate': 'Basic realm="staging"' }) })
  response.end('<!doctype html><title>Staging</title><p>8 (495) 123-45-67')
}

/** Where pages under preview stand, with the real edge: what docs/preview.md says of them. */
describe('a page under preview', () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'rotary-preview-')))
  let started: RunningStart
  let edge: string
  let site: LoopbackServer
  /** As far as the browser knows, on the public network. */
  let away: LoopbackServer
  let browser: Browser
  const contexts: BrowserContext[] = []

  beforeAll(async () => {
    ;[site, away] = await Promise.all([startLoopbackServer(serve), startLoopbackServer(serve)])
    started = runStart({ env: { ROTARY_DATA: join(folder, 'data'), PORT: String(await findFreePort()) } })
    edge = (await started.ready()).edge
    browser = await launchChromium(`--ip-address-space-overrides=127.0.0.1:${away.port}=public`)
  })
  afterEach(async () => {
    for (const context of contexts.splice(0)) await context.close()
  })
  afterAll(async () => {
    await browser.close()
    await Promise.all([site.stop(), away.stop()])
    started.child.kill('SIGTERM')
    await started.exitCode()
    rmSync(folder, { recursive: true, force: true })
  })

  async function visit(url: string, options: Parameters<Browser['newContext']>[0] = {}): Promise<Page> {
    const context = await browser.newContext(options)
    contexts.push(context)
    const page = await context.newPage()
    await page.goto(url)
    return page
  }
  async function linkFor(url: string): Promise<string> {
    const init = { method: 'POST', headers: { Authorization: 'Bearer rk_demo_admin' }, body: JSON.stringify({ site: 'pk_demo', url }) }
    const answer = (await (await fetch(`${edge}/v1/previews`, init)).json()) as { url: string }
    return answer.url
  }
  /** As the panel asks: a preflight would find nobody who answers it. */
  const open = (page: Page, token: string): Promise<{ reason?: string; status?: number; failed?: string }> =>
    page.evaluate(
      async ({ edge, token }) => {
        const body = JSON.stringify({ token, site: 'pk_demo', url: location.href.split('#')[0] })
        try {
          const answer = await fetch(`${edge}/v1/previews/open`, { method: 'POST', body })
          return { status: answer.status, ...((await answer.json()) as { reason: string }) }
        } catch (error) {
          return { failed: String(error) }
        }
      },
      { edge, token },
    )
  const tokenOf = (link: string) => link.split('#rotary=')[1]!

  test.each(['localhost', 'shop.localhost'])('on %s and a port, which is no origin of the site, is opened', async (name) => {
    const url = `http://${name}:${site.port}/`
    const link = await linkFor(url)
    expect(await open(await visit(url), tokenOf(link))).toMatchObject({ status: 200, reason: 'open' })
    const other = await open(await visit(`http://other.localhost:${site.port}/`), tokenOf(link))
    expect(other).toEqual({ status: 200, reason: 'foreign' })
  })

  test('behind Basic Auth is opened, and the edge is sent no password', async () => {
    const url = `http://shop.localhost:${site.port}/closed`
    const page = await visit(url, { httpCredentials: { username: 'guest', password: 'letmein' } })
    expect(await page.textContent('p')).toContain('123-45-67')
    const asked = page.waitForRequest((request) => request.url().endsWith('/v1/previews/open'))
    expect(await open(page, tokenOf(await linkFor(url)))).toMatchObject({ reason: 'open' })
    expect(await (await asked).headerValue('authorization')).toBeNull()
  })

  test('that is a file is none: nobody could be told apart', async () => {
    const file = join(folder, 'page.html')
    writeFileSync(file, '<!doctype html><p>8 (495) 123-45-67')
    const link = await linkFor(`http://localhost:${site.port}/`)
    expect(await open(await visit(`file://${file}`), tokenOf(link))).toEqual({ status: 200, reason: 'foreign' })
  })

  test('on the public network, with the edge on this machine, asks the person first', async () => {
    const url = `http://127.0.0.1:${away.port}/`
    const token = tokenOf(await linkFor(url))
    const page = await visit(url)
    expect(await open(page, token)).toEqual({ failed: expect.stringContaining('Failed to fetch') })
    await page.context().grantPermissions(['local-network-access'])
    expect(await open(page, token)).toMatchObject({ reason: 'open' })
  })
})
