import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { expectAccessible, LINK, openRoots, panelOf, speak } from './preview.ts'
import { SAMPLES } from './standInPreview.ts'
import type { PageSpec, Visit } from './visit.ts'
import { settled, useBrowser, visit, waitForText } from './visit.ts'

useBrowser()

const SHOP = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Shop</title>{{SCRIPT}}</head><body><main>
<h1>Windows</h1><a id="a" href="tel:+74951234567">8 (495) 123-45-67</a> <p id="us">or (212) 555-0100</p>
<p data-rotary-ignore>8 495 123 45 67</p></main></body></html>`

/** Opens a page by a preview link, with roots that the test can look into. */
async function preview({ before, ...spec }: Partial<PageSpec> = {}): Promise<Visit & { panel: ReturnType<typeof panelOf> }> {
  const one = await visit({
    html: SHOP,
    path: `/${LINK}`,
    ...spec,
    before: async (page) => {
      await openRoots(page)
      await before?.(page)
    },
  })
  return { ...one, panel: panelOf(one.page) }
}
const textOf = (page: Page, selector: string) => page.locator(selector).textContent()
const waitFor = (page: Page, selector: string, text: string) =>
  page.waitForFunction(([where, wanted]) => document.querySelector(where!)?.textContent === wanted, [selector, text])
const choose = (panel: ReturnType<typeof panelOf>, name: string, value: string) => panel.locator(`select[name=${name}]`).selectOption(value)
const tries = ({ edge }: Visit) => edge.of('/v1/previews/try').map(({ body }) => body as Record<string, unknown>)
const NOTHING = ['/v1/leases', '/v1/beacons']

describe('a page that was opened by a preview link', () => {
  test('shows samples by the very code that swaps for visitors, and takes no lease', async () => {
    const one = await preview()
    await waitFor(one.page, '#a', '8 (499) 000-00-01')
    expect(await one.page.getAttribute('#a', 'href')).toBe('tel:+74990000001')
    await waitFor(one.page, '#us', 'or (512) 555-0102')
    await one.panel.waitFor()
    await settled(one.page)
    for (const path of NOTHING) expect(one.edge.of(path)).toEqual([])
    expect(await one.page.evaluate(() => localStorage.getItem('rotary'))).toBeNull()
    expect(await one.page.evaluate(() => (window as { modes?: string[] }).modes)).toEqual(['closed'])
    expect(one.troubles).toEqual([])
  })

  test('has the token out of its address before other scripts read it, and keeps it for the tab', async () => {
    const html = SHOP.replace('{{SCRIPT}}', '<script src="{{SRC}}"></script><script>window.read = location.href</script>')
    const one = await preview({ html })
    await one.panel.waitFor()
    expect(await one.page.evaluate('read')).toBe(`${one.origin}/`)
    await one.page.goto(`${one.origin}/?second`)
    await waitFor(one.page, '#a', '8 (499) 000-00-01')
    await one.panel.waitFor()
    const other = await one.context.newPage()
    await other.goto(one.origin)
    await waitForText(other, '765-43-21')
    expect(await other.locator('rotary-preview').count()).toBe(0)
    expect(one.troubles).toEqual([])
  })

  test('lists what is swapped and what is not, with the reason, before and after', async () => {
    const { panel, page, troubles } = await preview()
    await panel.getByText('(512) 555-0102', { exact: true }).waitFor()
    const text = await panel.locator('[data-section=numbers]').innerText()
    expect(text).toContain('8 (495) 123-45-67 → 8 (499) 000-00-01')
    expect(text).toContain('(212) 555-0100 → (512) 555-0102')
    expect(text).toContain('written as the page wrote it')
    expect(await page.locator('rotary-preview .box.swapped').count()).toBe(2)
    expect(await page.locator('rotary-preview .box.swapped b').first().textContent()).toBe('sample')
    await panel.getByRole('button', { name: 'Show the page as it was' }).click()
    await waitFor(page, '#a', '8 (495) 123-45-67')
    await panel.getByRole('button', { name: 'Show the page as it was' }).click()
    await waitFor(page, '#a', '8 (499) 000-00-01')
    await panel.getByLabel('Outline them').uncheck()
    await page.locator('rotary-preview .box.swapped').first().waitFor({ state: 'detached' })
    expect(troubles).toEqual([])
  })

  test('brings a place on screen and marks it', async () => {
    const html = SHOP.replace('<p id="us">', '<p id="us" style="margin-top: 3000px">')
    const { page, panel } = await preview({ html })
    await panel.getByText('(512) 555-0102', { exact: true }).waitFor()
    await panel.getByRole('button', { name: 'Show on the page: (512) 555-0102' }).click()
    await page.locator('rotary-preview .box.marked').waitFor()
    await page.waitForFunction(() => {
      const { top, bottom } = document.getElementById('us')!.getBoundingClientRect()
      return top >= 0 && bottom <= innerHeight
    })
    await page.locator('rotary-preview .box.marked').waitFor({ state: 'hidden' })
  })

  test('of a script that is pinned by its version', async () => {
    const html = SHOP.replace('{{SCRIPT}}', '<script async src="{{EDGE}}/rotary-versioned.js" data-rotary-site="pk_demo"></script>')
    const one = await preview({ html })
    await waitFor(one.page, '#a', '8 (499) 000-00-01')
    await one.panel.waitFor()
    for (const path of NOTHING) expect(one.edge.of(path)).toEqual([])
    expect(one.troubles).toEqual([])
  })

  const late = `document.head.append(Object.assign(document.createElement('script'), { src: '{{SRC}}' }))`
  test.each([
    [
      'after the page',
      SHOP.replace('{{SCRIPT}}', '<script src="{{SRC}}"></script>').replace('</main>', '<iframe src="/frame"></iframe></main>'),
    ],
    ['before the page', SHOP.replace('{{SCRIPT}}', '').replace('</main>', `<iframe src="/frame" onload="${late}"></iframe></main>`)],
  ])('has one panel, also where a frame of the site has the tag and begins %s', async (_when, html) => {
    const frame = '<!doctype html><meta charset="utf-8"><script src="{{SRC}}"></script><p id="f">+7 495 123-45-67</p>'
    const one = await preview({ html, pages: { '/frame': frame } })
    await one.page.frameLocator('iframe').getByText('+7 499 000-00-01').waitFor()
    await one.panel.waitFor()
    await settled(one.page)
    expect(await one.page.frameLocator('iframe').locator('rotary-preview').count()).toBe(0)
    for (const path of NOTHING) expect(one.edge.of(path)).toEqual([])
    expect(one.troubles).toEqual([])
  })

  test('says of a target that it is not on the page', async () => {
    const { panel } = await preview({ html: SHOP.replace('(212) 555-0100', 'nothing') })
    await panel.getByText('Not found: it stands in no text, link or attribute of this page.').waitFor()
  })

  test('does not dial a sample, and does what the page does at a click', async () => {
    const html = SHOP.replace(
      '</body>',
      '<a id="b" href="tel:88120000002">b</a><script>a.onclick = (e) => { window.clicked = e.defaultPrevented }; b.onclick = (e) => { window.second = e.defaultPrevented }</script></body>',
    )
    const { page, panel, troubles } = await preview({ html })
    await waitFor(page, '#a', '8 (499) 000-00-01')
    await page.click('#a')
    await panel.getByText('nobody can be called by it').waitFor()
    expect(await page.evaluate('clicked')).toBe(true)
    await choose(panel, 'region', 'RU-SPE')
    await waitFor(page, '#a', '8 (812) 000-00-02')
    await page.click('#b')
    expect(await page.evaluate('second')).toBe(true)
    expect(troubles).toEqual([])
  })

  test('runs the format hooks of the page as they would run', async () => {
    const hook = `<script>window.rotary = function () { (rotary.q ||= []).push(arguments) }
rotary('on', 'before-swap', ({ attribute, number, target }) => target === '+12125550100' ? false : attribute ? undefined : { text: 'Call ' + number.national })</script>`
    const { page, panel, troubles } = await preview({ html: SHOP.replace('{{SCRIPT}}', `${hook}{{SCRIPT}}`) })
    await waitFor(page, '#a', 'Call 8 (499) 000-00-01')
    await panel.getByText('written by the page itself').first().waitFor()
    await panel.getByText('a hook of the page forbids it here').waitFor()
    expect(await textOf(page, '#us')).toBe('or (212) 555-0100')
    expect(troubles).toEqual([])
  })
})

describe('each control changes the page at once', () => {
  test('region', async () => {
    const { page, panel, troubles } = await preview()
    await waitFor(page, '#a', '8 (499) 000-00-01')
    await choose(panel, 'region', 'RU-SPE')
    await waitFor(page, '#a', SAMPLES['RU-SPE']!['7']!.national)
    await panel.locator('summary', { hasText: 'Why' }).press('Enter')
    await panel.getByText('Region: Saint Petersburg.').waitFor()
    expect(await panel.locator('select[name=region] option').allInnerTexts()).toContain('Krasnodar (no numbers of its own)')
    expect(troubles).toEqual([])
  })

  test('source, marks and campaign', async () => {
    const one = await preview({ path: `/?utm_source=own&utm_campaign=own${LINK}` })
    const { panel } = one
    await panel.locator('summary', { hasText: 'Why' }).press('Enter')
    await choose(panel, 'arrival', 'google-search')
    await panel.getByText('Source: www.google.com').waitFor()
    expect(tries(one).at(-1)).toMatchObject({ landingPage: `${one.origin}/`, referrer: 'https://www.google.com/' })
    await choose(panel, 'arrival', 'yandex-direct')
    await panel.getByText('Source: yandex').waitFor()
    await panel.getByLabel('Campaign').fill('autumn')
    await panel.getByText('Source: yandex / autumn').waitFor()
    expect(await panel.getByLabel('Source (utm_source)').isVisible()).toBe(false)
    await choose(panel, 'arrival', 'other')
    await panel.getByLabel('Source (utm_source)').fill('partner')
    await panel.getByLabel('Medium (utm_medium)').fill('banner')
    await panel.getByText('Source: partner / autumn').waitFor()
    expect(tries(one).at(-1)).toMatchObject({ source: 'partner', medium: 'banner', campaign: 'autumn' })
    expect(one.troubles).toEqual([])
  })

  test('all numbers taken', async () => {
    const { page, panel } = await preview()
    await waitFor(page, '#a', '8 (499) 000-00-01')
    await panel.getByLabel('All numbers are taken').check()
    await waitFor(page, '#a', '8 (495) 123-45-67')
    await panel.getByText('stays: there is no number for this visitor').first().waitFor()
    await panel.getByLabel('All numbers are taken').uncheck()
    await waitFor(page, '#a', '8 (499) 000-00-01')
  })

  test('no consent', async () => {
    const one = await preview()
    const { page, panel } = one
    await waitFor(page, '#a', '8 (499) 000-00-01')
    await panel.getByLabel('No consent').check()
    await waitFor(page, '#a', '8 (495) 123-45-67')
    await panel.getByText('no consent, and until then the site shows no numbers').first().waitFor()
    expect(tries(one).at(-1)).toMatchObject({ consent: 'none' })
    await panel.getByLabel('No consent').uncheck()
    await waitFor(page, '#a', '8 (499) 000-00-01')
  })

  test('no consent where the site shows numbers by region alone', async () => {
    const { page, panel } = await preview({ settings: { consentRequired: true, beforeConsent: 'region-only' } })
    await waitFor(page, '#a', '8 (499) 000-00-01')
    await choose(panel, 'region', 'RU-SPE')
    await panel.getByLabel('No consent').check()
    await waitFor(page, '#a', '8 (812) 000-00-02')
  })

  test('a dead and a slow edge', async () => {
    const one = await preview({ settings: { timeout: 300 } })
    const { page, panel } = one
    await waitFor(page, '#a', '8 (499) 000-00-01')
    await choose(panel, 'edge', 'dead')
    await waitFor(page, '#a', '8 (495) 123-45-67')
    await panel.getByText('the edge does not answer: visitors keep seeing this number').first().waitFor()
    await choose(panel, 'edge', 'normal')
    await waitFor(page, '#a', '8 (499) 000-00-01')
    await choose(panel, 'edge', 'slow')
    await waitFor(page, '#a', '8 (495) 123-45-67')
    await panel.locator('summary', { hasText: 'Why' }).press('Enter')
    await panel.getByText('did not answer within 300 ms').waitFor()
    for (const path of NOTHING) expect(one.edge.of(path)).toEqual([])
    expect(one.troubles).toEqual([])
  })
})

describe('the panel', () => {
  test('speaks Russian to a Russian browser', async () => {
    const { page, panel, troubles } = await preview({
      before: (page) => speak(page, 'ru-RU'),
    })
    await panel.getByText('Номера на странице').waitFor()
    await panel.getByText('отмечен data-rotary-ignore').waitFor()
    expect(await panel.getAttribute('lang')).toBe('ru')
    await choose(panel, 'region', 'RU-SPE')
    await waitFor(page, '#a', '8 (812) 000-00-02')
    await panel.locator('summary', { hasText: 'Почему так' }).press('Enter')
    await panel.getByText('Регион: Санкт-Петербург.').waitFor()
    expect(await panel.locator('select[name=region] option').allInnerTexts()).toContain('Краснодар (своих номеров нет)')
    expect(await panel.innerText()).not.toMatch(/\b(the|page|number)\b/i)
    await expectAccessible(page)
    expect(troubles).toEqual([])
  })

  test('has nothing that axe calls serious, open and folded', async () => {
    const { page, panel, troubles } = await preview()
    await panel.getByText('marked data-rotary-ignore').waitFor()
    for (const section of await panel.locator('details').all()) await section.evaluate((one) => ((one as HTMLDetailsElement).open = true))
    await expectAccessible(page)
    await panel.getByRole('button', { name: 'Fold' }).click()
    await expectAccessible(page)
    expect(troubles).toEqual([])
  })

  test('folds and moves by the keyboard and the pointer, stays in the window, and remembers', async () => {
    const { page, panel } = await preview()
    await panel.waitFor()
    const at = async () => (await panel.boundingBox())!
    const first = await at()
    await panel.getByRole('button', { name: /^Move/ }).focus()
    for (let times = 0; times < 3; times++) await page.keyboard.press('ArrowLeft')
    expect((await at()).x).toBeCloseTo(first.x - 72, 0)
    await panel.getByRole('heading', { level: 2 }).hover()
    await page.mouse.down()
    await page.mouse.move(5, 5, { steps: 4 })
    await page.mouse.up()
    const moved = await at()
    expect(moved.x).toBeGreaterThanOrEqual(0)
    expect(moved.x).toBeLessThan(first.x - 100)
    await panel.getByRole('button', { name: 'Fold' }).press('Enter')
    expect(await panel.locator('.body').isVisible()).toBe(false)
    await page.reload()
    await panel.waitFor()
    expect(await panel.locator('.body').isVisible()).toBe(false)
    expect((await at()).x).toBeCloseTo(moved.x, 0)
    await panel.getByRole('button', { name: 'Unfold' }).click()
    expect(await panel.locator('.body').isVisible()).toBe(true)
  })

  test('is a sheet at the bottom of a phone', async () => {
    const { page, panel } = await preview({ before: (page) => page.setViewportSize({ width: 375, height: 740 }) })
    await panel.waitFor()
    const { x, y, width, height } = (await panel.boundingBox())!
    expect([x, width]).toEqual([0, 375])
    expect(y + height).toBeCloseTo(740, 0)
    expect(height).toBeLessThanOrEqual(740 * 0.6 + 1)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(375)
    await expectAccessible(page)
  })

  test('ends by Escape: the page is as it was, and the tab forgets the link', async () => {
    const one = await preview()
    await waitFor(one.page, '#a', '8 (499) 000-00-01')
    await one.panel.waitFor()
    const patched = () =>
      one.page.evaluate(() => ({
        set: String(Object.getOwnPropertyDescriptor(Node.prototype, 'textContent')!.set).includes('native'),
        method: String(Element.prototype.setAttribute).includes('native'),
        listen: Object.hasOwn(document, 'addEventListener'),
      }))
    expect(await patched()).toEqual({ set: false, method: false, listen: true })
    await one.page.keyboard.press('Escape')
    await waitFor(one.page, '#a', '8 (495) 123-45-67')
    expect(await one.page.locator('rotary-preview').count()).toBe(0)
    expect(await patched()).toEqual({ set: true, method: true, listen: false })
    expect(await one.page.evaluate(() => sessionStorage.length)).toBe(0)
    await settled(one.page)
    for (const path of NOTHING) expect(one.edge.of(path)).toEqual([])
    expect(one.troubles).toEqual([])
  })

  test('leaves Escape to a page that has a use for it', async () => {
    const html = SHOP.replace('</main>', '<input id="field"></main>')
    const { page, panel } = await preview({ html })
    await panel.waitFor()
    await page.focus('#field')
    await page.keyboard.press('Escape')
    await settled(page)
    expect(await page.locator('rotary-preview').count()).toBe(1)
  })

  test('says when the link is over while it is open', async () => {
    const { page, panel } = await preview({
      preview: { try: (asked, answer) => (asked.region === 'RU-SPE' ? { reason: 'revoked' } : answer) },
    })
    await waitFor(page, '#a', '8 (499) 000-00-01')
    await choose(panel, 'region', 'RU-SPE')
    await panel.getByRole('status').getByText('This link was revoked.').waitFor()
    await waitFor(page, '#a', '8 (495) 123-45-67')
  })

  test('works under a strict policy and Trusted Types', async () => {
    const { page, panel, troubles } = await preview({
      html: SHOP.replace('{{SCRIPT}}', '<script nonce="abc" src="{{SRC}}"></script>'),
      headers: {
        'Content-Security-Policy': `default-src 'none'; script-src 'nonce-abc'; connect-src {{EDGE}}; require-trusted-types-for 'script'; trusted-types rotary`,
      },
    })
    await waitFor(page, '#a', '8 (499) 000-00-01')
    await panel.getByText('marked data-rotary-ignore').waitFor()
    expect((await panel.boundingBox())!.width).toBe(380)
    expect(troubles).toEqual([])
  })
})

describe('nothing is seen and nothing is logged', () => {
  test.each(['expired', 'foreign', 'tampered', 'revoked', 'unavailable'] as const)(
    'of a link that is %s: the page is a visitor’s',
    async (reason) => {
      const one = await preview({ preview: { open: () => ({ reason }) } })
      await waitForText(one.page, '765-43-21')
      await settled(one.page)
      expect(await one.page.locator('rotary-preview').count()).toBe(0)
      expect(one.edge.of('/v1/leases')).toHaveLength(1)
      expect(one.page.url()).toBe(`${one.origin}/`)
      expect(await one.page.evaluate(() => sessionStorage.length)).toBe(reason === 'unavailable' ? 1 : 0)
      expect(one.troubles).toEqual([])
    },
  )

  test('of what is no token at all: not even a request', async () => {
    const one = await preview({ path: '/#rotary=%3Cscript%3E' })
    await waitForText(one.page, '765-43-21')
    expect(one.edge.of('/v1/previews')).toEqual([])
    expect(one.troubles).toEqual([])
  })

  test('where there is no link: nothing of the preview is requested', async () => {
    const one = await preview({ path: '/#contacts' })
    await waitForText(one.page, '765-43-21')
    await settled(one.page)
    expect(one.edge.seen.filter(({ path }) => path.includes('preview') || path.includes('more'))).toEqual([])
    expect(one.page.url()).toBe(`${one.origin}/#contacts`)
  })
})
