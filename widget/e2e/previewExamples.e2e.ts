import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createExample } from '../../edge/dev/examples/createExample.ts'
import { startLoopbackServer } from '../../edge/dev/loopbackServer.ts'
import { wordsIn } from '../preview/words/words.ts'
import { bundles } from './bundle.ts'
import { launchChromium } from './chromium.ts'
import { expectAccessible, LINK, openRoots, panelOf, speak } from './preview.ts'
import { StandInEdge } from './standInEdge.ts'
import { SAMPLES } from './standInPreview.ts'
import { settled } from './visit.ts'

const FOLDER = join(import.meta.dirname, '../../examples')
const EXAMPLES = readdirSync(FOLDER).filter((name) => existsSync(join(FOLDER, name, 'index.html')))
const [MOSCOW, PETERSBURG, TEXAS] = [SAMPLES['RU-MOW']!['7']!, SAMPLES['RU-SPE']!['7']!, SAMPLES['US-TX']!['1']!]

/** What must be done on an example before it shows a number. */
const ACTIONS: Record<string, (page: Page) => Promise<unknown>> = {
  popup: (page) => page.getByRole('button', { name: 'Заказать звонок' }).click(),
  marketplace: (page) => page.locator('[data-seller=seller-3]').click(),
}

let browser: Browser
beforeAll(async () => {
  ;[browser] = await Promise.all([launchChromium(), bundles()])
})
afterAll(() => browser?.close())

/** Each example in one of the languages; the soak run sees both. */
const isSeen = (language: string, index: number) => process.env['ROTARY_SOAK'] !== undefined || (index % 2 === 0) === (language === 'en')

describe.each(['en', 'ru'] as const)('a preview in %s', (language) => {
  test.each(EXAMPLES.filter((_, index) => isSeen(language, index)))(
    'of the example %s shows samples, with a panel that says so',
    async (name) => {
      const words = wordsIn(language)
      const edge = await new StandInEdge().listen()
      const site = await startLoopbackServer(await createExample({ folder: join(FOLDER, name), edge: edge.origin }))
      const context = await browser.newContext()
      context.setDefaultTimeout(8000)
      const troubles: string[] = []
      try {
        await openRoots(context)
        await speak(context, language)
        const page = await context.newPage()
        page.on('pageerror', (error) => troubles.push(`pageerror ${error.message}`))
        page.on('console', (message) => troubles.push(`console ${message.text()}`))
        await page.goto(`${site.url}/${LINK}`)
        const panel = panelOf(page)
        await panel.waitFor()
        await page.waitForFunction(() => 'refresh' in (window as unknown as { rotary: object }).rotary)
        await ACTIONS[name]?.(page)
        const digits = (number: typeof MOSCOW) => number.e164.slice(-10)
        const showing = (all: string[]) =>
          page.waitForFunction((wanted) => {
            const text = document.body.innerText.replace(/\D/g, '')
            return wanted.some((one) => text.includes(one))
          }, all)
        await showing([digits(MOSCOW), digits(TEXAS)])
        await panel.getByText(words.sample, { exact: true }).first().waitFor()
        const list = panel.locator('[data-section=numbers]')
        expect((await list.innerText()).replace(/\D/g, '')).toMatch(new RegExp(`${digits(MOSCOW)}|${digits(TEXAS)}`))
        await panel.locator('select[name=region]').selectOption('RU-SPE')
        await showing([digits(PETERSBURG), digits(TEXAS)])
        await panel.locator('summary', { hasText: words.trace }).press('Enter')
        await expectAccessible(page)
        await settled(page)
        expect(edge.of('/v1/leases')).toEqual([])
        expect(edge.of('/v1/beacons')).toEqual([])
        expect(edge.malformed).toEqual([])
        expect(troubles).toEqual([])
      } finally {
        await context.close()
        await Promise.all([site.stop(), edge.close()])
      }
    },
  )
})
