import { env, SELF } from 'cloudflare:test'
import { describe, expect, test } from 'vitest'
import type { SiteKey } from '../brands.ts'
import { buildServices } from '../buildServices.ts'
import { checkPage } from './checkPage.ts'
import type { PageRead, PageReport } from './pageReport.ts'
import { readPage } from './readPage.ts'

const SITE = 'pk_demo' as SiteKey
const TARGETS = [
  { e164: '+74951234567' as never, slot: 'moscow' },
  { e164: '+12125550100' as never, slot: 'flowers', text: '1-800-FLOWERS' },
]
const page = (html: string) => new Response(html, { headers: { 'Content-Type': 'text/html; charset=utf-8' } })
const read = (html: string) =>
  readPage(page(html), { site: SITE, targets: TARGETS, edge: 'https://edge.test', url: 'https://www.example.com/a/' })
const found = ({ swaps, kept }: PageRead) => [
  ...swaps.map(({ where, text }) => [where, text]),
  ...kept.map(({ where, why }) => [where, why]),
]

describe('a page read without a browser', () => {
  test.each([
    ['text', '<p>8 495 123-45-67</p>', [['text', '8 495 123-45-67']]],
    ['entities', '<p>8&nbsp;(495)&nbsp;123&ndash;45&#8209;67</p>', [['text', '8\u00a0(495)\u00a0123–45‑67']]],
    ['a plus by its name', '<p>&#43;7 495 123 45 67</p>', [['text', '+7 495 123 45 67']]],
    ['pieces', '<p><b>8 (495)</b> <i>123</i>-<u>45-67</u>!</p>', [['text', '8 (495) 123-45-67']]],
    ['pieces over a line break', '<p>8 (495)<br>123-45-67</p>', [['text', '8 (495)123-45-67']]],
    ['pieces about a comment', '<p>8 (495) <!-- 1 -->123-45-67</p>', [['text', '8 (495) 123-45-67']]],
    ['a link', '<a href="tel:+7%20(495)%20123-45-67">x</a>', [['href', '+7%20(495)%20123-45-67']]],
    [
      'attributes',
      '<img alt="8 495 1234567" title=\'84951234567\'>',
      [
        ['title', '84951234567'],
        ['alt', '8 495 1234567'],
      ],
    ],
    ['words', '<p>Call 1-800-FLOWERS</p>', [['text', '1-800-FLOWERS']]],
    [
      'paragraphs that nobody closes',
      '<p>8 495 123-45-67<p>8 495 123-45-67',
      [
        ['text', '8 495 123-45-67'],
        ['text', '8 495 123-45-67'],
      ],
    ],
    ['a body after a head that nobody closes', '<head><title>x</title><body><p>8 495 123-45-67', [['text', '8 495 123-45-67']]],
    ['a drawing', '<svg><path d="M0"/><text>8 495 123-45-67</text></svg>', [['text', '8 495 123-45-67']]],
    ['an item with content', '<b itemprop="telephone" content="x">8 495 1234567</b>', [['text', '8 495 1234567']]],
    ['cells', '<table><tr><td>8 495</td><td>123-45-67</td></tr></table>', []],
    ['blocks', '<div>8 495</div><div>123-45-67</div>', []],
    ['a longer number', '<p>1284951234567890</p>', []],
    ['the title', '<head><title>8 495 123-45-67</title></head>', [['text', 'head']]],
    ['structured data', '<script type="application/ld+json">{"telephone":"8 495 1234567"}</script>', [['text', 'structured-data']]],
    ['a script', '<script>var a = "8 495 1234567"</script>', [['text', 'script']]],
    ['a style', '<style>a::before{content:"8 495 1234567"}</style>', [['text', 'style']]],
    ['a form value', '<textarea>8 495 1234567</textarea><input value="8 495 1234567">', [['text', 'form-value']]],
    ['an edited text', '<div contenteditable="true"><p>8 495 1234567</p></div>', [['text', 'editable']]],
    ['an ignored part', '<div data-rotary-ignore><p title="84951234567">x</p></div>', [['title', 'ignored']]],
    ['microdata', '<span itemprop="telephone">8 495 1234567</span>', [['text', 'microdata']]],
    ['the text of a link only', '<a href="/" data-rotary-href-only>8 495 1234567</a>', [['text', 'href-only']]],
    ['another link', '<a href="/catalog/84951234567">x</a>', [['href', 'other-link']]],
  ])('%s', async (_what, html, expected) => {
    const report = await read(html)
    expect(found(report)).toEqual(expected)
  })

  test('names targets that are not there', async () => {
    expect((await read('<p>8 495 123-45-67</p>')).missing).toEqual(['+12125550100'])
  })

  test.each([
    ['one', '<script async src="https://edge.test/w/pk_demo.js"></script>', [{ site: 'pk_demo', own: true, here: true }]],
    ['one', '<script src="/w/pk_demo.js?x=1"></script>', [{ site: 'pk_demo', own: true, here: false }]],
    [
      'one',
      '<script src="https://edge.test/w/1.2.3/rotary.js" data-rotary-site="pk_demo"></script>',
      [{ site: 'pk_demo', own: true, here: true }],
    ],
    ['foreign', '<script src="https://edge.test/w/pk_other.js"></script>', [{ site: 'pk_other', own: false, here: true }]],
    ['foreign', '<script src="https://edge.test/w/1.2.3/rotary.js"></script>', [{ site: null, own: false, here: true }]],
    ['several', '<script src="https://edge.test/w/pk_demo.js"></script>'.repeat(2), [{ own: true }, { own: true }]],
    ['none', '<script src="https://edge.test/w/evil.js"></script><!-- <script src="/w/pk_demo.js"></script> -->', []],
    ['none', '<textarea><script src="/w/pk_demo.js"></script></textarea>', []],
  ])('has %s by %s', async (verdict, html, tags) => {
    expect(await read(html)).toMatchObject({ verdict, tags })
  })

  test('may get the tag by a tag manager', async () => {
    expect((await read('<script>(function(w){j.src="https://www.googletagmanager.com/gtm.js?id="})()</script>')).tagManager).toBe(true)
    expect((await read('<p>googletagmanager.com/gtm.js</p>')).tagManager).toBe(false)
  })

  test.each([
    ['of unclosed quotes', `<a href="${'x'.repeat(500_000)}`],
    ['of closed ends', '</b>'.repeat(100_000)],
    ['of attributes', `<a ${Array.from({ length: 20_000 }, (_, i) => `a${i}=1`).join(' ')}>`],
    ['of nothing', ''],
    ['of NUL', '\0'.repeat(10_000)],
    ['of numbers', '<p>8 495 123-45-67</p>'.repeat(5000)],
    ['of gaps', `<p>8${' '.repeat(1_000_000)}4951234567</p>`],
    ['of broken tags', '<<<p<b>8 495 123-45-67<//p><!DOCTYPE><![CDATA['],
  ])('%s is read all the same', async (_what, html) => {
    const report = await read(html)
    expect(report.kind).toBe('read')
    expect(report.swaps.length).toBeLessThanOrEqual(200)
  })
})

describe('a check', () => {
  const services = buildServices(env)
  type Answer = (signal: AbortSignal) => Response | Promise<Response>
  const check = (pages: Record<string, Answer>, url = 'http://127.0.0.1:8799/', timeout = 10_000) => {
    const asked: string[] = []
    const outside = async (address: string, init: RequestInit) => {
      asked.push(address)
      expect([init.redirect, init.method]).toEqual(['manual', 'GET'])
      const answer = pages[address]
      if (!answer) throw new TypeError('nobody is there')
      return answer(init.signal!)
    }
    const config = { ...services.config, allowPrivate: ['127.0.0.1:8799', 'localhost:8799'] }
    return { asked, report: checkPage({ ...services, config, outside }, { site: SITE, url, timeout }) }
  }
  const to =
    (location: string, status = 301) =>
    () =>
      new Response(null, { status, headers: { location } })
  const reasonOf = async (report: Promise<PageReport>) => {
    const found = await report
    return found.kind === 'problem' ? found.reason : found.kind
  }

  test('reads a page of the site, after redirects within it', async () => {
    const { report, asked } = check({
      'http://127.0.0.1:8799/': to('/home', 302),
      'http://127.0.0.1:8799/home': to('http://localhost:8799/home/', 308),
      'http://localhost:8799/home/': () => page('<script src="/w/pk_demo.js"></script><p>8 495 123-45-67</p>'),
    })
    expect(await report).toMatchObject({
      kind: 'read',
      url: 'http://localhost:8799/home/',
      verdict: 'one',
      swaps: [{ target: '+74951234567', slot: '+74951234567' }],
    })
    expect(asked.length).toBe(3)
  })

  test.each([
    ['https://www.example.com/', 'not-of-the-site'],
    ['https://169.254.169.254/latest/meta-data/', 'not-of-the-site'],
    ['javascript:alert(1)', 'not-of-the-site'],
    ['file:///etc/passwd', 'not-of-the-site'],
    ['not an address', 'not-of-the-site'],
    ['http://127.0.0.1:6379/', 'blocked'],
    ['http://[::1]:8799/', 'blocked'],
    ['http://user:secret@127.0.0.1:8799/', 'blocked'],
  ])('of %s asks nobody: %s', async (url, reason) => {
    const { report, asked } = check({}, url)
    expect(await reasonOf(report)).toBe(reason)
    expect(asked).toEqual([])
  })

  test.each([
    ['http://127.0.0.1:6379/', 'redirected'],
    ['https://www.example.com/', 'redirected'],
    ['http://169.254.169.254/latest', 'redirected'],
    ['file:///etc/passwd', 'redirected'],
    ['http://127.0.0.1:8799/', 'redirected'],
  ])('does not follow a page to %s', async (location, reason) => {
    const { report, asked } = check({ 'http://127.0.0.1:8799/': to(location) })
    expect(await reasonOf(report)).toBe(reason)
    expect(new Set(asked)).toEqual(new Set(['http://127.0.0.1:8799/']))
  })

  test.each<[string, () => Response | Promise<Response>, string]>([
    ['that nobody serves', () => Promise.reject(new TypeError('refused')), 'unreachable'],
    ['behind a password', () => new Response('', { status: 401 }), 'refused'],
    ['that is gone', () => new Response('', { status: 404 }), 'refused'],
    ['that is JSON', () => Response.json({}), 'not-html'],
    ['of no type', () => new Response(new Uint8Array(9)), 'not-html'],
    ['that never ends', () => endless('<p>x</p>'), 'too-large'],
    ['of too many elements', () => page('<b></b>'.repeat(70_000)), 'too-large'],
    ['of elements in elements', () => page('<div>'.repeat(50_000)), 'too-large'],
    ['that breaks off', () => broken(), 'unreachable'],
  ])('tells of a page %s', async (_what, answer, reason) => {
    expect(await reasonOf(check({ 'http://127.0.0.1:8799/': answer }).report)).toBe(reason)
  })

  test.each<[string, Answer]>([
    ['does not answer', (signal) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)))],
    ['begins to answer', (signal) => stalled(signal)],
  ])('gives up on a page that %s', async (_what, answer) => {
    expect(await reasonOf(check({ 'http://127.0.0.1:8799/': answer }, undefined, 100).report)).toBe('slow')
  })

  test('is the API’s, for whose site it is', async () => {
    const ask = async (body: object, key = 'rk_demo_admin') => {
      const headers = { Authorization: `Bearer ${key}` }
      const response = await SELF.fetch('https://edge.test/v1/previews/check', { method: 'POST', headers, body: JSON.stringify(body) })
      return { status: response.status, body: await response.json<{ reason?: string }>() }
    }
    expect(await ask({ site: 'pk_demo', url: 'http://127.0.0.1:1/' })).toMatchObject({
      status: 200,
      body: { kind: 'problem', reason: 'blocked' },
    })
    expect((await ask({ site: 'pk_other', url: 'https://www.example.com/' })).status).toBe(404)
    expect((await ask({ site: 'pk_demo' })).status).toBe(400)
    expect((await ask({ site: 'pk_demo', url: 'http://127.0.0.1:1/' }, 'rk_nobody')).status).toBe(401)
  })
})

/** Goes on for as long as somebody reads. */
function endless(html: string): Response {
  const chunk = new TextEncoder().encode(html.repeat(10_000))
  return new Response(new ReadableStream({ pull: (controller) => controller.enqueue(chunk) }), { headers: { 'Content-Type': 'text/html' } })
}

/** Goes silent, until the request is given up. */
function stalled(signal: AbortSignal): Response {
  const body = new ReadableStream({
    async pull(controller) {
      controller.enqueue(new TextEncoder().encode('<p>8 495'))
      await new Promise((resolve) => signal.addEventListener('abort', resolve))
      controller.error(signal.reason)
    },
  })
  return new Response(body, { headers: { 'Content-Type': 'text/html' } })
}

function broken(): Response {
  const body = new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode('<p>8 495'))
      controller.error(new Error('reset'))
    },
  })
  return new Response(body, { headers: { 'Content-Type': 'text/html' } })
}
