import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { launchChromium } from '../../widget/e2e/chromium.ts'
import { openRoots, panelOf } from '../../widget/e2e/preview.ts'
import { findFreePort } from './findFreePort.ts'
import { runStart } from './launcher/runStart.ts'

// Makes the pictures of the README from the running product: `npm run pictures`.
const OUT = 'docs/pictures'
const HUMAN = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/149.0.0.0 Safari/537.36'
const VISITS = [
  '?rotary_region=RU-MOW&utm_source=yandex&utm_medium=cpc&utm_campaign=okna-moskva&utm_term=пластиковые+окна',
  '?rotary_region=US-NY&utm_source=google&utm_medium=cpc&utm_campaign=windows-nyc',
  '?rotary_region=RU-SPE&utm_source=newsletter&utm_medium=email&utm_campaign=autumn',
]

/** The preview panel: file, language of the browser, window. */
const PREVIEWS = [
  ['preview', 'en-GB', { width: 1100, height: 760 }],
  ['preview-phone', 'ru-RU', { width: 390, height: 780 }],
] as const

mkdirSync(OUT, { recursive: true })
const folder = mkdtempSync(join(tmpdir(), 'rotary-pictures-'))
const ROTARY_DATA = join(folder, 'data')
const started = runStart({ env: { ROTARY_DATA, PORT: String(await findFreePort()) } })
const [{ edge, demo }, browser] = await Promise.all([started.ready(), launchChromium()])
try {
  for (const [index, query] of VISITS.entries()) {
    const visitor = await browser.newContext({ userAgent: HUMAN, viewport: { width: 1100, height: 760 } })
    await visitor.addInitScript(() => Object.defineProperty(navigator, 'webdriver', { get: () => false }))
    const page = await visitor.newPage()
    await page.goto(`${demo}/${query}`)
    await page.waitForFunction(() => document.querySelector('a.phone')?.getAttribute('href') !== 'tel:+74951234567')
    if (index === 0) await page.screenshot({ path: `${OUT}/demo.png` })
    const number = (await page.locator('a.phone').getAttribute('href'))!.slice('tel:'.length)
    await promisify(execFile)(process.execPath, ['edge/dev/call.ts', number], { env: { ...process.env, ROTARY_DATA } })
  }
  const made = await fetch(`${edge}/v1/previews`, {
    method: 'POST',
    headers: { Authorization: 'Bearer rk_demo_admin' },
    body: JSON.stringify({ site: 'pk_demo', url: `${demo}/` }),
  })
  const { url } = (await made.json()) as { url: string }
  for (const [name, locale, viewport] of PREVIEWS) {
    const marketer = await browser.newContext({ locale, viewport })
    await openRoots(marketer)
    const previewed = await marketer.newPage()
    await previewed.goto(url)
    const panel = panelOf(previewed)
    await panel.locator('select[name=region]').selectOption('RU-SPE')
    await previewed.waitForFunction(() => document.querySelector('a.phone')?.textContent?.includes('812'))
    await panel.locator('[data-section=numbers] .swapped').first().waitFor()
    await previewed.screenshot({ path: `${OUT}/${name}.png` })
  }
  const page = await browser.newPage({ viewport: { width: 1240, height: 620 } })
  await page.goto(`${edge}/console`)
  await page.getByLabel('API key').fill('rk_demo_admin')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page
    .locator('[data-call]')
    .nth(VISITS.length - 1)
    .waitFor()
  await page.screenshot({ path: `${OUT}/console.png` })
} finally {
  await browser.close()
  started.child.kill('SIGTERM')
  await started.exitCode()
  rmSync(folder, { recursive: true, force: true })
}
