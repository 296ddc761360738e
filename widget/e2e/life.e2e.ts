import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { SECOND_NUMBER } from './standInEdge.ts'
import { expectRequests, settled, useBrowser, visit, waitForText } from './visit.ts'

useBrowser()

const PAGE = '<!doctype html><meta charset="utf-8"><p id="n">8 495 123-45-67</p>{{SCRIPT}}'
const withClock = (page: Page) => page.clock.install()

/** Headless Chromium never hides a page, so the page is told that it is hidden. */
const setHidden = (page: Page, hidden: boolean) =>
  page.evaluate((value) => {
    Object.defineProperty(document, 'hidden', { value, configurable: true })
    Object.defineProperty(document, 'visibilityState', { value: value ? 'hidden' : 'visible', configurable: true })
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))
  }, hidden)

describe('a page that was hidden', () => {
  test('says so, and shows the original after its time until the edge has answered', async () => {
    let answered = false
    const one = await visit({
      html: PAGE,
      before: withClock,
      beacon: (request, answer) =>
        request.state === 'visible' && !answered
          ? 'hang'
          : { ...answer, slots: [{ ...answer.slots[0]!, status: 'replaced', number: SECOND_NUMBER }] },
    })
    const { page, edge } = one
    await waitForText(page, '765-43-21')
    await expectRequests(one, { action: () => setHidden(page, true), expected: ['/v1/beacons'] })
    expect(edge.of('/v1/beacons')[0]!.body).toMatchObject({ state: 'hidden' })
    await page.clock.fastForward(120_000)
    await expectRequests(one, { action: () => setHidden(page, false), expected: ['/v1/beacons'] })
    expect(await page.textContent('#n')).toBe('8 495 123-45-67')
    answered = true
    await page.clock.runFor(31_000)
    await waitForText(page, '343 111-22-33')
    expect(one.troubles).toEqual([])
  })

  test('sends nothing while nobody looks', async () => {
    const one = await visit({ html: PAGE, before: withClock })
    await waitForText(one.page, '765-43-21')
    await expectRequests(one, { action: () => setHidden(one.page, true), expected: ['/v1/beacons'] })
    await expectRequests(one, { action: () => one.page.clock.runFor(100_000), refuted: ['/v1/beacons', '/v1/leases'] })
  })

  test('in a background tab takes no number before it is looked at', async () => {
    const one = await visit({
      html: PAGE,
      before: (page) =>
        page.addInitScript(() => {
          Object.defineProperty(document, 'hidden', { value: true, configurable: true })
          Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true })
        }),
    })
    await one.page.waitForFunction('window.rotary?.refresh')
    await settled(one.page)
    expect(one.edge.of('/v1/leases')).toEqual([])
    await expectRequests(one, { action: () => setHidden(one.page, false), expected: ['/v1/leases'] })
    await waitForText(one.page, '765-43-21')
  })

  test('comes out of the back-forward cache with a beacon', async () => {
    const one = await visit({ html: PAGE, pages: { '/next': '<!doctype html><p>next</p>' } })
    await waitForText(one.page, '765-43-21')
    await expectRequests(one, { action: () => one.page.goto(`${one.origin}/next`), expected: ['/v1/beacons'] })
    await expectRequests(one, { action: () => one.page.goBack(), refuted: ['/v1/leases'] })
    await waitForText(one.page, '765-43-21')
  })
})

describe('a page that was left open', () => {
  test.each([
    ['movement of the mouse', (page: Page) => page.mouse.move(20, 30)],
    ['touch', (page: Page) => page.touchscreen.tap(20, 30)],
    ['look at it', async (page: Page) => (await setHidden(page, true), await setHidden(page, false))],
  ])('gives its number back after an hour without a sign of life, and takes one with the first %s', async (_sign, give) => {
    const one = await visit({ html: PAGE, before: withClock, touch: true })
    await waitForText(one.page, '765-43-21')
    // A busy machine answers a beacon later than the clock runs: an hour is as many beacons as an hour has.
    for (let halves = 0; halves < 400 && one.edge.of('/v1/beacons').length < 119; halves++) await one.page.clock.runFor(30_000)
    for (let minutes = 0; minutes < 2; minutes++) {
      await settled(one.page)
      await one.page.clock.runFor(60_000)
    }
    await settled(one.page)
    await expectRequests(one, { action: () => one.page.clock.runFor(120_000), refuted: ['/v1/beacons', '/v1/leases'] })
    expect(await one.page.textContent('#n')).toBe('8 495 123-45-67')
    await expectRequests(one, { action: () => give(one.page), expected: ['/v1/beacons'] })
    await waitForText(one.page, '765-43-21')
    await expectRequests(one, { action: () => one.page.clock.runFor(31_000), expected: ['/v1/beacons'] })
    expect(one.troubles).toEqual([])
  })
})

describe('a visit', () => {
  test('is one over several tabs, each with a page id of its own', async () => {
    const one = await visit({ html: PAGE })
    await waitForText(one.page, '765-43-21')
    const second = await one.open()
    await waitForText(second, '765-43-21')
    expect(one.edge.of('/v1/leases')).toHaveLength(1)
    await setHidden(one.page, true)
    await setHidden(second, true)
    const beacons = (await one.edge.until('/v1/beacons', 2)).map(({ body }) => body as { token: string; page: string })
    expect(new Set(beacons.map(({ token }) => token)).size).toBe(1)
    expect(new Set(beacons.map(({ page }) => page)).size).toBe(2)
  })

  test('ends after half an hour: the visitor stays, the session is new', async () => {
    const one = await visit({ html: PAGE, before: withClock })
    await waitForText(one.page, '765-43-21')
    await one.page.evaluate(() => {
      const visit = JSON.parse(localStorage['rotary'])
      localStorage['rotary'] = JSON.stringify({ ...visit, at: Date.now() - 31 * 60_000 })
    })
    await one.page.reload()
    const [, lease] = await one.edge.until('/v1/leases', 2)
    expect(lease!.body).toMatchObject({ visitor: 'vis_0193aabbccddeeff0011223344556677' })
    expect(lease!.body).not.toHaveProperty('session')
  })

  test('asks anew when its token is over', async () => {
    const one = await visit({ html: PAGE, before: withClock, beacon: (_request, answer) => ({ ...answer, reason: 'expired', slots: [] }) })
    await waitForText(one.page, '765-43-21')
    await expectRequests(one, { action: () => one.page.clock.runFor(30_000), expected: ['/v1/beacons', '/v1/leases'] })
    await waitForText(one.page, '765-43-21')
  })

  test('retries once with the same request id, and again when the page is looked at', async () => {
    const one = await visit({ html: PAGE, lease: (_request, answer, nth) => (nth < 3 ? { status: 500, body: '' } : answer) })
    const [first, second] = await one.edge.until('/v1/leases', 2)
    expect((second!.body as { request: string }).request).toBe((first!.body as { request: string }).request)
    await settled(one.page)
    expect(one.edge.of('/v1/leases')).toHaveLength(2)
    await setHidden(one.page, true)
    await setHidden(one.page, false)
    await waitForText(one.page, '765-43-21')
  })

  test('brings back the events that a lost beacon carried', async () => {
    const one = await visit({ html: PAGE, before: withClock, beacon: (_request, answer, nth) => (nth === 1 ? 'reset' : answer) })
    await waitForText(one.page, '765-43-21')
    await one.page.clock.runFor(30_000)
    await one.edge.until('/v1/beacons', 1)
    await settled(one.page)
    await one.page.clock.runFor(30_000)
    const bodies = (await one.edge.until('/v1/beacons', 2)).map(({ body }) => body as { events: { id: string }[] })
    expect(bodies[1]!.events.map(({ id }) => id)).toContain(bodies[0]!.events[0]!.id)
  })
})

test('a versioned build takes its site from its tag and its settings from one more request', async () => {
  const one = await visit({
    html: '<!doctype html><p id="n">8 495 123-45-67</p><script async src="{{EDGE}}/rotary-versioned.js" data-rotary-site="pk_demo"></script>',
  })
  await waitForText(one.page, '765-43-21')
  expect(one.edge.seen.map(({ method, path }) => `${method} ${path}`)).toEqual([
    'GET /rotary-versioned.js',
    'GET /v1/settings/pk_demo',
    'POST /v1/leases',
  ])
})

test('identity is shared over the subdomains of the domain', async () => {
  const one = await visit({ settings: { domain: 'localhost' }, html: PAGE })
  await waitForText(one.page, '765-43-21')
  expect(await one.page.evaluate('localStorage.length')).toBe(0)
  expect(one.edge.of('/rotary-more.js')).toHaveLength(1)
})

test('the flicker guard hides the targets alone, until the number comes or 300 ms have passed', async () => {
  const html = `<!doctype html><style>p{color:#111}</style><p id="n" class="x">8 495 123-45-67</p><p id="o">other</p>
    <script src="{{EDGE}}/rotary-early.js"></script><script src="{{SRC}}"></script><script>
      const seen = []
      const look = () => { seen.push(getComputedStyle(document.getElementById('n')).visibility + getComputedStyle(document.getElementById('o')).visibility); if (seen.length < 40) setTimeout(look, 20) }
      look()
    </script>`
  const quick = await visit({ html, lease: (_request, answer) => ({ body: JSON.stringify(answer), delay: 100 }) })
  await waitForText(quick.page, '765-43-21')
  await quick.page.waitForFunction(`seen.at(-1) === 'visiblevisible'`)
  expect(await quick.page.evaluate('seen[0]')).toBe('hiddenvisible')
  expect(await quick.page.getAttribute('#n', 'class')).toBe('x')
  const never = await visit({ html, lease: () => 'hang' })
  await never.page.waitForFunction(`seen.at(-1) === 'visiblevisible'`)
  expect(await never.page.evaluate('seen[0]')).toBe('hiddenvisible')
  expect(await never.page.evaluate(`seen.filter((one) => one.startsWith('hidden')).length`)).toBeLessThan(20)
  expect(await never.page.innerHTML('#n')).toBe('8 495 123-45-67')
})
