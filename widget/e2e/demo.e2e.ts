import { execFile } from 'node:child_process'
import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Browser, BrowserContext, Page, Request } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { findFreePort } from '../../edge/dev/findFreePort.ts'
import { type RunningStart, runStart } from '../../edge/dev/launcher/runStart.ts'
import { launchChromium } from './chromium.ts'

const run = promisify(execFile)
const HUMAN = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/149.0.0.0 Safari/537.36'
/** Either target in any notation. */
const ORIGINAL = /495\D{0,3}123\D{0,3}45\D{0,3}67|212\D{0,3}555\D{0,3}0100/

describe('the demo, started as a newcomer does', () => {
  const data = join(realpathSync(mkdtempSync(join(tmpdir(), 'rotary-demo-'))), 'data')
  let started: RunningStart
  let at: { edge: string; demo: string }
  let browser: Browser
  let context: BrowserContext

  beforeAll(async () => {
    started = runStart({ env: { ROTARY_DATA: data, PORT: String(await findFreePort()) } })
    ;[at, browser] = await Promise.all([started.ready(), launchChromium()])
    context = await newVisitor()
  })
  afterAll(async () => {
    await browser.close()
    started.child.kill('SIGTERM')
    await started.exitCode()
    rmSync(join(data, '..'), { recursive: true, force: true })
  })

  /** A browser that nobody drives, as far as the page can tell: automated ones get no numbers. */
  async function newVisitor(): Promise<BrowserContext> {
    const visitor = await browser.newContext({ userAgent: HUMAN })
    await visitor.addInitScript(() => Object.defineProperty(navigator, 'webdriver', { get: () => false }))
    return visitor
  }

  async function open(visitor: BrowserContext, query = '?rotary_region=RU-MOW&utm_source=yandex&utm_medium=cpc&utm_campaign=okna') {
    const page = await visitor.newPage()
    const complaints: string[] = []
    const requests: Request[] = []
    page.on('pageerror', (error) => complaints.push(String(error)))
    page.on('console', (message) => complaints.push(message.text()))
    page.on('request', (request) => request.url().startsWith(at.edge) && requests.push(request))
    await page.goto(`${at.demo}/${query}`)
    await page.waitForFunction(() => document.querySelector('a.phone')?.getAttribute('href') !== 'tel:+74951234567')
    return { page, complaints, requests }
  }
  const shownIn = (page: Page) =>
    page
      .locator('a.phone')
      .getAttribute('href')
      .then((href) => href!.replace('tel:', ''))
  const call = async (number: string) =>
    (await run(process.execPath, ['edge/dev/call.ts', number], { env: { ...process.env, ROTARY_DATA: data } })).stdout
  const api = async (path: string) =>
    (await (await fetch(at.edge + path, { headers: { Authorization: 'Bearer rk_demo_admin' } })).json()) as {
      items: Record<string, unknown>[]
    }

  test('every visible occurrence of both targets is swapped, in its own format, and nothing else', async () => {
    const { page, complaints, requests } = await open(context)
    const before = [...requests]
    // A busy machine swaps a page in several slices.
    await vi.waitFor(async () => expect(await page.evaluate(() => document.body.innerText)).not.toMatch(ORIGINAL), { timeout: 10_000 })
    const hrefs = await page.evaluate(() =>
      Array.from(document.querySelectorAll('a[href^="tel:"], a[href^="sms:"]'), (a) => a.getAttribute('href')),
    )
    expect(hrefs.filter((href) => ORIGINAL.test(href!))).toEqual([])
    expect(await page.locator('.hero p').first().innerText()).toMatch(/8 \(495\) \d{3}-\d\d-\d\d, доб\. 2/)
    expect(await page.locator('script[type="application/ld+json"]').textContent()).toContain('+7 495 123-45-67')
    expect(await page.locator('meta[name=description]').getAttribute('content')).toContain('8 (495) 123-45-67')
    expect([...new Set(before.map((request) => `${request.method()} ${new URL(request.url()).pathname}`))]).toEqual([
      'GET /w/pk_demo.js',
      'POST /v1/leases',
    ])
    // Where the page comes slowly, what is found later is asked for later, with all that was found before; what was asked in vain has the
    // same id again.
    const asked = new Map(
      before
        .filter((request) => request.method() === 'POST')
        .map((request) => request.postDataJSON() as { request: string; slots: unknown[] })
        .map(({ request, slots }) => [request, slots.length]),
    )
    expect([...asked.values()]).toEqual([[2], [1, 2]][asked.size - 1])
    await page.getByRole('button', { name: 'Заказать звонок' }).click()
    await page.waitForFunction((pattern) => !new RegExp(pattern).test(document.body.innerText), ORIGINAL.source)
    expect(requests.some((request) => request.method() === 'OPTIONS')).toBe(false)
    expect(complaints).toEqual([])
  })

  test('two visitors see two numbers, and the call to each is brought by the right visit', async () => {
    const [one, two] = [await newVisitor(), await newVisitor()]
    const first = await open(one, '?rotary_region=RU-SPE&utm_source=google&utm_medium=cpc&utm_campaign=first')
    const second = await open(two, '?rotary_region=RU-SPE&utm_source=google&utm_medium=cpc&utm_campaign=second')
    const numbers = [await shownIn(first.page), await shownIn(second.page)]
    expect(numbers[0]).not.toBe(numbers[1])
    expect(await call(numbers[0]!)).toMatch(/\+74951234567/)
    await call(numbers[1]!)
    await vi.waitFor(
      async () => {
        const { items } = await api('/v1/calls')
        const campaigns = numbers.map(
          (number) => (items.find((item) => item['number'] === number)?.['visit'] as { campaign?: string } | null)?.campaign,
        )
        expect(campaigns).toEqual(['first', 'second'])
      },
      { timeout: 15_000, interval: 250 },
    )
    await one.close()
    await two.close()
  })

  test('the console shows the visits and the calls to who has signed in', async () => {
    const page = await context.newPage()
    await page.goto(`${at.edge}/console`)
    await page.getByLabel('API key').fill('rk_demo_admin')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.locator('[data-session]').first().waitFor()
    await page.locator('[data-call]').first().waitFor()
    expect(await page.locator('main').innerText()).toContain('google / cpc')
    if (process.env['ROTARY_PICTURES']) await page.screenshot({ path: 'docs/pictures/console.png', fullPage: true })
    await page.close()
  })
})
