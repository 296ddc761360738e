import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Visit } from './visit.ts'
import type { PageSpec } from './visit.ts'

export interface HostilePage extends PageSpec {
  title: string
  /** Whether Rotary can work here, or the company's own number is to stay. */
  outcome: 'swapped' | 'original'
  /** Looks at what else must hold; `#n` is looked at anyway. */
  check?: (visit: Visit) => Promise<void>
}

const NUMBER = '<p id="n">8 495 123-45-67</p>'
const doc = (body: string, head = '') => `<!doctype html><html><head><meta charset="utf-8">${head}</head><body>${body}</body></html>`
const early = (script: string, body = NUMBER) => doc(`${body}{{SCRIPT}}`, `<script>${script}</script>`)
const plain = doc(`${NUMBER}{{SCRIPT}}`)
const text = (page: Page, selector: string) => page.locator(selector).textContent()
const until = (page: Page, expression: string) => page.waitForFunction(expression)

/** What the internet's pages do to a script. */
export const HOSTILE_PAGES: HostilePage[] = [
  { title: 'the edge is blocked', outcome: 'original', html: plain, lease: () => 'reset' },
  { title: 'the edge answers 500', outcome: 'original', html: plain, lease: () => ({ status: 500, body: '{"error":{"code":"x"}}' }) },
  { title: 'the edge answers no JSON', outcome: 'original', html: plain, lease: () => ({ body: '{"slots":' }) },
  {
    title: 'a captive portal answers instead',
    outcome: 'original',
    html: plain,
    lease: () => ({ type: 'text/html', body: '<html>Please log in</html>' }),
  },
  { title: 'the edge answers JSON of another kind', outcome: 'original', html: plain, lease: () => ({ body: 'null' }) },
  {
    title: 'the answer comes long after the visitor has read the number',
    outcome: 'original',
    html: plain,
    settings: { timeout: 300 },
    lease: (_request, answer) => ({ body: JSON.stringify(answer), delay: 1000 }),
    check: async ({ page, edge }) => {
      await edge.until('/v1/leases')
      await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 1800)))
      expect(await text(page, '#n')).toBe('8 495 123-45-67')
    },
  },
  {
    title: 'the visitor is offline',
    outcome: 'original',
    html: plain,
    before: (page) => page.route('**/v1/leases', (route) => route.abort('internetdisconnected')),
  },
  {
    title: 'storage throws',
    outcome: 'swapped',
    html: early(`Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('denied', 'SecurityError') } })`),
  },
  {
    title: 'storage is full',
    outcome: 'swapped',
    html: early(
      `Object.defineProperty(window, 'localStorage', { value: new Proxy({ setItem() { throw new DOMException('full') } }, { set() { throw new DOMException('full') } }) })`,
    ),
  },
  {
    title: 'a sandboxed frame has neither storage nor cookies',
    outcome: 'swapped',
    headers: { 'Content-Security-Policy': 'sandbox allow-scripts' },
    html: plain,
  },
  {
    title: 'history is frozen',
    outcome: 'swapped',
    settings: { extras: ['navigation'] },
    html: early(
      `'use strict'; history.pushState; for (const name of ['pushState', 'replaceState']) Object.defineProperty(history, name, { get: () => History.prototype[name], set() { throw new TypeError('frozen') } })`,
    ),
  },
  {
    title: 'fetch was replaced by something that is none',
    outcome: 'original',
    html: early(`window.fetch = () => ({ status: 'mocked' })`),
  },
  {
    title: 'arrays have more methods, and for-in sees them',
    outcome: 'swapped',
    html: early(`Array.prototype.contains = function () {}; Array.prototype.last = function () { return this[this.length - 1] }`),
  },
  {
    title: 'objects have more methods, and for-in sees them',
    outcome: 'swapped',
    html: early(`Object.prototype.extend = function () { return this }`),
  },
  {
    title: 'elements refuse innerHTML',
    outcome: 'swapped',
    html: early(`Object.defineProperty(Element.prototype, 'innerHTML', { set() { throw new Error('sealed') }, get() { return '' } })`),
  },
  {
    title: 'a page in the manner of Prototype.js',
    outcome: 'swapped',
    html: early(`
      Array.from = (iterable) => { const all = []; for (let i = 0; i < iterable.length; i++) all.push(iterable[i]); return all }
      Array.prototype.toJSON = function () { return '[' + this.map((one) => JSON.stringify(one)).join(', ') + ']' }
      Array.prototype.each = function (fn) { for (let i = 0; i < this.length; i++) fn(this[i], i) }
      String.prototype.toJSON = function () { return '"' + this + '"' }
      Element.prototype.remove = function () { this.parentNode.removeChild(this); return this }
      Element.prototype.select = function (s) { return this.querySelectorAll(s) }
      window.$ = (id) => document.getElementById(id); window.$A = Array.from
      Function.prototype.bind = function (self) { const fn = this; return function () { return fn.apply(self, arguments) } }`),
  },
  {
    title: 'a strict Content-Security-Policy with a nonce',
    outcome: 'swapped',
    headers: {
      'Content-Security-Policy': `default-src 'none'; script-src 'nonce-abc' 'strict-dynamic'; connect-src {{EDGE}}; style-src 'self'; base-uri 'none'`,
    },
    settings: { extras: ['interest'] },
    html: doc(`${NUMBER}<script async nonce="abc" src="{{SRC}}"></script>`),
    check: async ({ edge }) => void (await edge.until('/rotary-more.js')),
  },
  {
    title: 'Trusted Types are enforced',
    outcome: 'swapped',
    headers: { 'Content-Security-Policy': `require-trusted-types-for 'script'; trusted-types rotary` },
    html: doc(
      `${NUMBER}<p id="h">8 495 123-45-67</p><script>
        window.rotary ||= function () { (rotary.q ||= []).push(arguments) }
        rotary('on', 'before-swap', ({ element, number }) => element.id === 'h' ? { html: '<b>' + number.national + '</b>' } : undefined)
      </script>{{SCRIPT}}`,
    ),
    check: async ({ page }) => void (await until(page, `document.querySelector('#h b')`)),
  },
  {
    title: 'Trusted Types are enforced and our policy is refused',
    outcome: 'swapped',
    headers: { 'Content-Security-Policy': `require-trusted-types-for 'script'; trusted-types 'none'` },
    html: doc(
      `${NUMBER}<p id="h">8 495 123-45-67</p><script>
        window.errors = []
        addEventListener('rotary:error', ({ detail }) => errors.push(detail.code), true)
        window.rotary ||= function () { (rotary.q ||= []).push(arguments) }
        rotary('on', 'before-swap', ({ element, number }) => element.id === 'h' ? { html: '<b>' + number.national + '</b>' } : undefined)
      </script>{{SCRIPT}}`,
    ),
    check: async ({ page }) => {
      await until(page, `errors.includes('fault')`)
      expect(await text(page, '#h')).toBe('8 495 123-45-67')
    },
  },
  {
    title: 'there is no sendBeacon',
    outcome: 'swapped',
    html: early(`delete Navigator.prototype.sendBeacon`),
    check: async ({ page, edge }) => {
      await until(page, `document.querySelector('#n').textContent.includes('765-43-21')`)
      await page.evaluate(
        `Object.defineProperty(document, 'hidden', { value: true, configurable: true }); document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))`,
      )
      const [beacon] = await edge.until('/v1/beacons')
      expect(beacon!.body).toMatchObject({ state: 'hidden' })
    },
  },
  {
    title: 'there is no IntersectionObserver on a lazy page',
    outcome: 'swapped',
    settings: { lazy: true },
    html: early(`delete window.IntersectionObserver`),
    check: async ({ page, edge }) => {
      await edge.until('/rotary-more.js')
      await until(page, `rotary.ask && window.rotary`)
      await page.mouse.click(5, 5)
    },
  },
  {
    title: 'the script is there twice',
    outcome: 'swapped',
    html: doc(`${NUMBER}{{SCRIPT}}{{SCRIPT}}<script async src="{{SRC}}?again"></script>`),
    check: async ({ page, edge }) => {
      await until(page, `document.querySelector('#n').textContent.includes('812')`)
      await until(page, `performance.getEntriesByType('resource').filter((one) => one.name.endsWith('.js?again')).length`)
      expect(edge.of('/v1/leases')).toHaveLength(1)
    },
  },
  { title: 'the script is in the head and waits for nothing', outcome: 'swapped', html: doc(NUMBER, '<script src="{{SRC}}"></script>') },
  {
    title: 'the script is at the end and the page has listeners',
    outcome: 'swapped',
    html: doc(
      `${NUMBER}<button id="b">x</button><script>let clicks = 0; document.getElementById('b').addEventListener('click', () => clicks++)</script><script src="{{SRC}}"></script>`,
    ),
    check: async ({ page }) => {
      await until(page, `document.querySelector('#n').textContent.includes('812')`)
      await page.click('#b')
      expect(await page.evaluate('clicks')).toBe(1)
    },
  },
  {
    title: 'a tag manager brings the script late, when somebody is typing',
    outcome: 'swapped',
    html: doc(
      `${NUMBER}<input id="i"><script>
        addEventListener('load', () => { document.getElementById('i').value = 'typed'; const s = document.createElement('script'); s.src = '{{SRC}}'; document.head.append(s) })
      </script>`,
    ),
    check: async ({ page }) => {
      await until(page, `document.querySelector('#n').textContent.includes('812')`)
      expect(await page.inputValue('#i')).toBe('typed')
    },
  },
  {
    title: 'the number and the script are inside a web component',
    outcome: 'swapped',
    settings: { extras: ['places'] },
    html: doc(
      `${NUMBER}<x-phone></x-phone><script>
        customElements.define('x-phone', class extends HTMLElement {
          connectedCallback() {
            this.attachShadow({ mode: 'open' }).innerHTML = '<b>8 495 123-45-67</b>'
            const s = document.createElement('script'); s.src = '{{SRC}}'; this.shadowRoot.append(s)
          }
        })
      </script>`,
    ),
    check: async ({ page }) => void (await until(page, `document.querySelector('x-phone').shadowRoot.textContent.includes('812')`)),
  },
  {
    title: 'another script swaps the same number, and again, and again',
    outcome: 'original',
    html: doc(
      `<p id="n">8 495 123-45-67</p><p id="m">8 495 123-45-67</p><script>
        window.errors = []; window.rounds = 0
        addEventListener('rotary:error', ({ detail }) => errors.push(detail.code), true)
        const n = document.getElementById('n')
        new MutationObserver(() => { if (n.textContent !== '8 495 123-45-67') { rounds++; n.innerHTML = '8 495 123-45-67' } }).observe(n, { childList: true, characterData: true, subtree: true })
      </script>{{SCRIPT}}`,
    ),
    check: async ({ page }) => {
      await until(page, `errors.length`)
      await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 200)))
      expect(await page.evaluate('errors')).toEqual(['fight'])
      expect(await page.evaluate('rounds')).toBeLessThan(100)
      expect(await text(page, '#m')).toBe('8 812 765-43-21')
    },
  },
  {
    title: 'a framework renders the number anew',
    outcome: 'swapped',
    html: doc(
      `<div id="root"><p id="n">8 495 123-45-67</p></div><script>
        window.renders = 0
        addEventListener('rotary:swap', () => setTimeout(() => { if (renders++ < 3) document.getElementById('root').innerHTML = '<p id="n">8 495 123-45-67</p>' }), true)
        setTimeout(() => { if (!renders) { renders = 9; document.getElementById('root').innerHTML = '<p id="n">8 495 123-45-67</p>' } }, 1500)
      </script>{{SCRIPT}}`,
    ),
    check: async ({ page }) => void (await until(page, `renders > 3`)),
  },
  {
    title: 'a popup comes after a click',
    outcome: 'swapped',
    html: doc(
      `${NUMBER}<button onclick="document.body.append(Object.assign(document.createElement('p'), { id: 'late', textContent: '8 495' + ' 123-45-67' }))">x</button>{{SCRIPT}}`,
    ),
    check: async ({ page }) => {
      await until(page, `document.querySelector('#n').textContent.includes('812')`)
      await page.click('button')
      await until(page, `document.querySelector('#late').textContent.includes('812')`)
    },
  },
  {
    title: 'the whole body is replaced',
    outcome: 'swapped',
    html: doc(
      `<p id="n">8 495 123-45-67</p>{{SCRIPT}}<script>
        const later = () => { const body = document.createElement('body'); body.innerHTML = '<p id="n" class="new">8 495 123-45-67</p>'; document.documentElement.replaceChild(body, document.body) }
        addEventListener('rotary:lease', () => setTimeout(later), true)
        setTimeout(() => document.querySelector('.new') || later(), 1500)
      </script>`,
    ),
    check: async ({ page }) => void (await until(page, `document.querySelector('.new')?.textContent.includes('812')`)),
  },
  {
    title: 'machines read the number too',
    outcome: 'swapped',
    html: doc(
      `${NUMBER}<script type="application/ld+json" id="ld">{"telephone":"8 495 123-45-67"}</script>
       <span itemprop="telephone" id="ip">8 495 123-45-67</span><textarea id="ta">8 495 123-45-67</textarea><div contenteditable id="ce">8 495 123-45-67</div>
       <template id="te">8 495 123-45-67</template>{{SCRIPT}}`,
    ),
    check: async ({ page }) => {
      await until(page, `document.querySelector('#n').textContent.includes('812')`)
      for (const id of ['#ld', '#ip', '#ta', '#ce']) expect(await text(page, id), id).toContain('8 495 123-45-67')
    },
  },
  {
    title: 'the number is in pieces, with spaces that do not break',
    outcome: 'swapped',
    html: doc(`${NUMBER}<p id="s"><b>8&nbsp;(495)</b>\n <i>123&#8209;45&#8209;67</i></p>{{SCRIPT}}`),
    check: async ({ page }) => {
      await until(page, `document.querySelector('#n').textContent.includes('812')`)
      expect(await page.innerHTML('#s')).toBe('<b>8&nbsp;(812)</b>\n <i>765‑43‑21</i>')
    },
  },
  {
    title: 'an article number holds the phone number',
    outcome: 'swapped',
    html: doc(`${NUMBER}<p id="a">8 495 123-45-6789</p>{{SCRIPT}}`),
    check: async ({ page }) => {
      await until(page, `document.querySelector('#n').textContent.includes('812')`)
      expect(await text(page, '#a')).toBe('8 495 123-45-6789')
    },
  },
  {
    title: 'an element has the name of our global',
    outcome: 'swapped',
    html: doc(`${NUMBER}<form id="rotary" name="rotary"><input name="q" value="x"></form>{{SCRIPT}}`),
    check: async ({ page }) => {
      await until(page, `document.querySelector('#n').textContent.includes('812')`)
      expect(await page.evaluate('typeof rotary.refresh')).toBe('function')
    },
  },
  {
    title: 'the page is parsed slowly, in the middle of the number',
    outcome: 'swapped',
    html: doc(
      `<p id="n"></p><script src="{{SRC}}"></script><script>
        const n = document.getElementById('n'); const parts = ['8 495', ' 123-', '45-67']; n.append(new Text(''))
        const next = () => { const part = parts.shift(); if (part) { n.firstChild.data += part; setTimeout(next, 400) } }; next()
      </script>`,
    ),
  },
]
