import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { createExample } from '../../edge/dev/examples/createExample.ts'
import { type LoopbackServer, startLoopbackServer } from '../../edge/dev/loopbackServer.ts'
import type { ParsedLeaseRequest } from '../../edge/contract.ts'
import { bundles } from './bundle.ts'
import { launchChromium } from './chromium.ts'
import { type Behaviour, GIVEN, SECOND_NUMBER, StandInEdge } from './standInEdge.ts'
import { settled, waitForText } from './visit.ts'

const EXAMPLES = join(import.meta.dirname, '../../examples')
const MOSCOW = GIVEN['+74951234567']!

let browser: Browser
let open: { context: BrowserContext; edge: StandInEdge; site: LoopbackServer; troubles: string[] } | undefined
const opened = new Set<string>()

beforeAll(async () => {
  ;[browser] = await Promise.all([launchChromium(), bundles()])
})
afterAll(() => browser?.close())
afterEach(async () => {
  if (!open) return
  const { context, edge, site, troubles } = open
  open = undefined
  await context.close()
  await Promise.all([site.stop(), edge.close()])
  expect(edge.malformed).toEqual([])
  expect(troubles).toEqual([])
})

/** Serves an example as `npm run example` does, over a stand-in edge, and opens it. */
async function openExample(name: string, { path = '/', behaviour = {} }: { path?: string; behaviour?: Behaviour } = {}) {
  opened.add(name)
  const edge = await new StandInEdge().listen()
  edge.behaviour = behaviour
  const site = await startLoopbackServer(await createExample({ folder: join(EXAMPLES, name), edge: edge.origin }))
  const context = await browser.newContext()
  context.setDefaultTimeout(8000)
  const page = await context.newPage()
  const troubles: string[] = []
  page.on('pageerror', (error) => troubles.push(`pageerror ${error.message}`))
  page.on('console', (message) => troubles.push(`console ${message.text()}`))
  open = { context, edge, site, troubles }
  await page.goto(site.url + path)
  return { page, edge, site }
}

const slotsOf = (edge: StandInEdge) =>
  edge.of('/v1/leases').flatMap(({ body }) => (body as ParsedLeaseRequest).slots.map(({ slot, target }) => slot ?? target))
const textOf = (page: Page, selector: string) => page.locator(selector).innerText()

test('static-html: the page of the demo is swapped in its own formats', async () => {
  const { page } = await openExample('static-html')
  await waitForText(page, '765-43-21')
  expect(await textOf(page, 'a.phone')).toContain('8 (812)')
})

test('react-spa: hydration finds what the server wrote, then React owns its number and Rotary the rest', async () => {
  const { page, site } = await openExample('react-spa')
  expect(await (await fetch(`${site.url}/`)).text()).toContain('data-rotary-ignore="">8 (495) 123-45-67</a>')
  await page.waitForFunction(() => document.querySelector('a.phone')!.textContent === '8 (812) 765-43-21')
  await page.waitForFunction(() => document.querySelector('#offer a')!.getAttribute('href') === 'tel:+78127654321')
  await page.getByRole('button').click()
  await page.waitForFunction(() => document.getElementById('offer')!.textContent!.includes('2 окно: +7 812 765-43-21'))
  await page.getByRole('link', { name: 'Контакты' }).click()
  await page.waitForFunction(() => document.getElementById('office')?.textContent === 'Офис в Москве: 8 (812) 765-43-21, доб. 2')
  expect(await textOf(page, 'a.phone')).toBe('8 (812) 765-43-21')
  await page.evaluate('rotary.restore()')
  await page.waitForFunction(() => document.querySelector('a.phone')!.textContent === '8 (495) 123-45-67')
})

test('react-spa: a number that is replaced or gone is so in what React owns', async () => {
  const { page, edge } = await openExample('react-spa', {
    path: '/contacts',
    behaviour: {
      lease: (_request, answer) => ({ ...answer, beacon: 300 }),
      beacon: (_request, answer, nth) => ({
        ...answer,
        beacon: 300,
        slots: answer.slots.map((slot) =>
          nth === 1 ? { ...slot, status: 'replaced' as const, number: SECOND_NUMBER } : { ...slot, status: 'gone' as const },
        ),
      }),
    },
  })
  await page.waitForFunction(() => document.querySelector('a.phone')!.textContent === '8 (343) 111-22-33')
  await page.waitForFunction(() => document.querySelector('a.phone')!.textContent === '8 (495) 123-45-67')
  expect(edge.of('/v1/leases').length).toBeGreaterThan(0)
})

test('vue-spa: what Vue renders anew is swapped again, on every route', async () => {
  const { page } = await openExample('vue-spa')
  await waitForText(page, '1 шт.: звоните 8 (812) 765-43-21')
  await page.getByRole('button').click()
  await waitForText(page, '2 шт.: звоните 8 (812) 765-43-21')
  await page.getByRole('link', { name: 'Контакты' }).click()
  await waitForText(page, 'Офис в Москве: 8 (812) 765-43-21, доб. 2')
  await page.goBack()
  await waitForText(page, '2 шт.: звоните 8 (812) 765-43-21')
})

test('tag-manager: a script that comes late swaps all the same', async () => {
  const { page } = await openExample('tag-manager')
  expect(await textOf(page, 'a')).toBe('(212) 555-0100')
  await waitForText(page, '(512) 555-0199')
})

test('popup: no number is taken before the popup shows one', async () => {
  const { page, edge } = await openExample('popup')
  await edge.until('/w/')
  await settled(page)
  expect(edge.of('/v1/leases')).toEqual([])
  await page.getByRole('button', { name: 'Заказать звонок' }).click()
  await waitForText(page, '8 812 765-43-21')
  expect(slotsOf(edge)).toEqual(['+74951234567'])
})

test('strict-csp: a nonce and one Trusted Types policy are all it takes, for HTML of the page too', async () => {
  const { page } = await openExample('strict-csp')
  await page.waitForSelector('b.number')
  expect(await textOf(page, '#html')).toBe('Or (512) 555-0199')
  expect(await textOf(page, 'a')).toBe('(512) 555-0199')
})

test('headless: two places of one page have two numbers, and nothing else is touched', async () => {
  const { page, edge } = await openExample('headless', {
    behaviour: {
      lease: (_request, answer) => ({
        ...answer,
        slots: answer.slots.map((one) => ({
          ...one,
          number: one.slot === 'header' ? MOSCOW : SECOND_NUMBER,
          shared: one.slot === 'pricing',
        })),
      }),
    },
  })
  await waitForText(page, '(343)')
  await waitForText(page, '(812)')
  expect(await textOf(page, '#header')).toBe('8 (812) 765-43-21')
  expect(await textOf(page, '#pricing')).toBe('8 (343) 111-22-33 (общий)')
  expect(new Set(slotsOf(edge))).toEqual(new Set(['header', 'pricing']))
})

test('consent-banner: nothing is stored before the answer, and the answer upgrades in place', async () => {
  const { page, edge } = await openExample('consent-banner', {
    path: '/?gclid=secret-click',
    behaviour: { settings: { consentRequired: true, beforeConsent: 'region-only' } },
  })
  await waitForText(page, '(512) 555-0199')
  const consents = () => edge.of('/v1/leases').map(({ body }) => (body as ParsedLeaseRequest).consent)
  expect(consents()).toEqual(['region-only'])
  expect(JSON.stringify(edge.of('/v1/leases'))).not.toContain('secret-click')
  expect(await page.evaluate(() => localStorage.length)).toBe(0)
  await page.getByRole('button', { name: 'Yes' }).click()
  await edge.until('/v1/leases', 2)
  await page.waitForFunction(() => localStorage.length > 0)
  expect(consents()).toEqual(['region-only', 'full'])
  expect(await textOf(page, 'a')).toBe('(512) 555-0199')
})

test('marketplace: of forty sellers only those asked for take a number, and calls end with each', async () => {
  const { page, edge } = await openExample('marketplace', {
    behaviour: {
      lease: (request, answer) => ({
        ...answer,
        slots: answer.slots.map((one, index) =>
          request.slots[index]!.forwardTo === '+16465551002'
            ? one
            : { target: one.target, slot: one.slot, reason: 'exhausted' as const, shared: false },
        ),
      }),
    },
  })
  await page.waitForFunction(() => 'number' in (window as unknown as { rotary: object }).rotary)
  expect(edge.of('/v1/leases')).toEqual([])
  await page.locator('[data-seller=seller-3]').click()
  await page.waitForSelector('a#seller-3')
  expect(await textOf(page, '#seller-3')).toBe('(512) 555-0199')
  await page.locator('[data-seller=seller-7]').click()
  await page.waitForSelector('a#seller-7')
  expect(await page.locator('#seller-7').getAttribute('href')).toBe('tel:+16465551006')
  const slots = edge.of('/v1/leases').flatMap(({ body }) => (body as ParsedLeaseRequest).slots)
  expect(slots.map(({ forwardTo }) => forwardTo)).toEqual(expect.arrayContaining(['+16465551002', '+16465551006']))
  expect(slots.every(({ sig, exp }) => sig!.length === 43 && exp! > Date.now() / 1000)).toBe(true)
})

test('every example that has a page was opened', () => {
  const all = readdirSync(EXAMPLES).filter((name) => existsSync(join(EXAMPLES, name, 'index.html')))
  expect([...opened].toSorted()).toEqual(all.toSorted())
})
