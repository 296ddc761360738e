import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import type { ParsedBeaconRequest, ParsedLeaseRequest } from '../../edge/contract.ts'
import { type LoopbackServer, startLoopbackServer } from '../../edge/dev/loopbackServer.ts'
import { bundles } from './bundle.ts'
import { hasFirefox, startFirefox } from './engines/firefox.ts'
import type { OtherBrowser } from './engines/otherBrowser.ts'
import { hasWebkit, startWebkit } from './engines/webkit.ts'
import { type Behaviour, StandInEdge } from './standInEdge.ts'

const ENGINES = [
  { name: 'WebKit', agent: /AppleWebKit\/\d.* Version\/\d/, installed: hasWebkit, start: startWebkit },
  { name: 'Firefox ESR', agent: /Gecko\/\d+ Firefox\/\d/, installed: hasFirefox, start: startFirefox },
]

/** Before anything of ours: what goes wrong, and what is said, on this page. */
const WATCH = `<script>
  window.troubles = []
  addEventListener('error', (event) => troubles.push('error ' + event.message))
  addEventListener('unhandledrejection', (event) => troubles.push('rejection ' + event.reason))
  for (const level of ['log', 'info', 'warn', 'error', 'debug']) console[level] = (...words) => troubles.push(level + ' ' + words.join(' '))
  window.rotary = function () { (rotary.q = rotary.q || []).push(arguments) }
</script>`

// Long runs only: what is asked of Chromium in `npm test` is asked of the others there, where they are installed.
for (const { name, agent, installed, start } of ENGINES) {
  describe.skipIf(!process.env['ROTARY_SOAK'] || !installed)(`the browser contract in ${name}`, () => {
    let browser: OtherBrowser
    let edge: StandInEdge
    let site: LoopbackServer | undefined

    beforeAll(async () => {
      ;[browser] = await Promise.all([start(), bundles()])
      expect(await browser.evaluate('navigator.userAgent')).toMatch(agent)
    })
    afterAll(() => browser?.close())
    afterEach(async () => {
      // Elsewhere first, so that the page's last words are heard.
      await browser.open('about:blank')
      await Promise.all([edge.close(), site?.stop()])
      expect(edge.malformed).toEqual([])
    })

    async function open(body: string, behaviour: Behaviour = {}, { wait = true } = {}) {
      edge = await new StandInEdge().listen()
      edge.behaviour = behaviour
      const script = `<script async src="${edge.origin}/w/pk_demo.js"></script>`
      site = await startLoopbackServer((_request, response) => {
        response
          .writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
          .end(`<!doctype html><html><head><meta charset="utf-8">${WATCH}</head><body>${body}${script}</body></html>`)
      })
      await browser.open(site.url)
      if (wait) await until(`document.documentElement.textContent.includes('765-43-21')`)
    }
    const until = (expression: string) =>
      vi.waitFor(async () => expect(await browser.evaluate(expression)).toBe(true), { timeout: 10_000, interval: 50 })
    const text = (id: string) => browser.evaluate(`document.getElementById('${id}').textContent`)
    const silent = async () => expect(await browser.evaluate('window.troubles')).toEqual([])

    test('text, links and attributes are swapped in their own formats, and restored to the byte', async () => {
      await open(`<p id="a">8 (495) 123-45-67</p><p id="b"><b>8 (495)</b> <span>123-45-67</span>, доб. 2</p><p id="c">+7&nbsp;495&#8209;123&#8209;45&#8209;67</p>
        <a id="d" href="tel:+74951234567" aria-label="Позвонить 8 495 123-45-67">8 495 123-45-67</a><p id="e">7495123456789</p>
        <p id="f" data-rotary-ignore>8 (495) 123-45-67</p><script>window.before = document.body.innerHTML</script>`)
      await until(`document.getElementById('d').getAttribute('href') === 'tel:+78127654321'`)
      expect(await text('a')).toBe('8 (812) 765-43-21')
      expect(await text('b')).toBe('8 (812) 765-43-21, доб. 2')
      expect(await text('c')).toBe('+7\u00a0812\u2011765\u201143\u201121')
      expect(await browser.evaluate(`document.getElementById('d').getAttribute('aria-label')`)).toBe('Позвонить 8 812 765-43-21')
      expect(await text('e')).toBe('7495123456789')
      expect(await text('f')).toBe('8 (495) 123-45-67')
      await browser.evaluate('void rotary.restore()')
      expect(await browser.evaluate('document.body.innerHTML.startsWith(before)')).toBe(true)
      await silent()
    })

    test('content that comes later, and what a script puts back, is swapped', async () => {
      await open('<p id="a">8 495 123-45-67</p><div id="later"></div>')
      await browser.evaluate(`void (document.getElementById('later').innerHTML = '<i id="b">8 (495) 123-45-67</i>')`)
      await until(`document.getElementById('b').textContent === '8 (812) 765-43-21'`)
      await browser.evaluate(`void (document.getElementById('a').firstChild.nodeValue = '8 495 123-45-67')`)
      await until(`document.getElementById('a').textContent === '8 812 765-43-21'`)
      await silent()
    })

    test('hooks veto and render, masks and headless numbers come by the second file', async () => {
      await open(`<p id="a">8 495 123-45-67</p><p id="b">8 495 123-45-67</p><p id="c" data-rotary-format="+{country} ({area}) {local:3-2-2}">8 495 123-45-67</p>
        <p id="d">8 495 123-45-67</p>
        <script>rotary('on', 'before-swap', ({ element }) => element.id === 'a' ? false : element.id === 'b' ? { html: '<em>новый</em>' } : undefined)</script>`)
      await until(`document.querySelector('#b em') !== null`)
      await until(`document.getElementById('c').textContent === '+7 (812) 765-43-21'`)
      expect(await text('a')).toBe('8 495 123-45-67')
      expect(await browser.evaluate(`rotary.number('+7 495 123-45-67').then(({ number }) => number)`)).toBe('+78127654321')
      await silent()
    })

    test('the next page of the visit shows the number without asking, and the first one is left with a beacon', async () => {
      await open('<p id="a">8 495 123-45-67</p>')
      await browser.open(`${site!.url}/next`)
      await until(`document.getElementById('a').textContent === '8 812 765-43-21'`)
      expect(edge.of('/v1/leases')).toHaveLength(1)
      const [beacon] = await edge.until('/v1/beacons')
      expect((beacon!.body as ParsedBeaconRequest).state).toBe('hidden')
      await silent()
    })

    test('without consent nothing is stored, and a number comes in memory alone', async () => {
      await open('<p id="a">8 495 123-45-67</p>', { settings: { consentRequired: true, beforeConsent: 'region-only' } })
      expect(await browser.evaluate('localStorage.length')).toBe(0)
      expect((edge.of('/v1/leases')[0]!.body as ParsedLeaseRequest).consent).toBe('region-only')
      await silent()
    })

    test.each([
      ['resets the connection', 'reset' as const],
      ['answers 500', { status: 500, body: 'no' }],
      ['answers no JSON', { body: '<html>' }],
      ['hangs', 'hang' as const],
    ])('an edge that %s leaves the page as it is', async (_what, trouble) => {
      await open('<p id="a">8 495 123-45-67</p>', { settings: { timeout: 200 }, lease: () => trouble }, { wait: false })
      await edge.until('/v1/leases', 2)
      await browser.evaluate('new Promise((resolve) => setTimeout(resolve, 500)).then(() => 1)')
      expect(await text('a')).toBe('8 495 123-45-67')
      await silent()
    })
  })
}
