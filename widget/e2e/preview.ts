import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { BrowserContext, Page } from 'playwright-core'
import { expect } from 'vitest'

export const LINK = '#rotary=pv1.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'

/**
 * Lets a test look into closed roots: before anything of the page runs, roots are opened. In production nobody does that; the panel's
 * own request for a closed one is kept for the test that asks.
 */
export async function openRoots(to: BrowserContext | Page): Promise<void> {
  await to.addInitScript(() => {
    const attach = Element.prototype.attachShadow
    Element.prototype.attachShadow = function (init) {
      ;(window as { modes?: string[] }).modes = [...((window as { modes?: string[] }).modes ?? []), init.mode]
      return attach.call(this, { ...init, mode: 'open' })
    }
  })
}

/** A browser whose first language is this. */
export const speak = (to: BrowserContext | Page, language: string): Promise<unknown> =>
  to.addInitScript((tag) => Object.defineProperty(navigator, 'language', { get: () => tag }), language)

/** The panel, once it is there. */
export const panelOf = (page: Page) => page.locator('rotary-preview aside')

const axe = () => readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

interface Violation {
  id: string
  impact: string
  nodes: { html: string; failureSummary: string }[]
}

/** What axe finds in the panel that is serious or worse. */
export async function expectAccessible(page: Page): Promise<void> {
  await page.evaluate(axe())
  const violations = await page.evaluate(
    () =>
      (window as unknown as { axe: { run(on: unknown): Promise<{ violations: Violation[] }> } }).axe
        .run({ include: [['rotary-preview']] })
        .then((found) => found.violations) as Promise<Violation[]>,
  )
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
  expect(
    serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join('\n')}`),
  ).toEqual([])
}
