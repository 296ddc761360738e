import { describe, expect, test } from 'vitest'
import type { HostilePage } from './hostilePages.ts'
import { HOSTILE_PAGES } from './hostilePages.ts'
import { settled, useBrowser, visit } from './visit.ts'

useBrowser()

/** Everything that must hold on a hostile page. */
async function endure({ title: _title, outcome, check, ...spec }: HostilePage, script?: string): Promise<void> {
  const one = await visit({ ...spec, ...(script && { script, sloppy: true }) })
  const { page } = one
  page.setDefaultTimeout(script ? 1000 : 8000)
  if (script) one.edge.patience = 1000
  await page.waitForLoadState('load')
  await settled(page)
  await check?.(one)
  if (outcome === 'swapped') await page.waitForFunction(`document.querySelector('#n').textContent === '8 812 765-43-21'`)
  else expect(await page.locator('#n').textContent()).toBe('8 495 123-45-67')
  await settled(page)
  expect(one.troubles).toEqual([])
}

describe('a stranger page never gets worse', () => {
  test.each(HOSTILE_PAGES)('$title', (spec) => endure(spec))
})

test('the naive swapper works where nothing is in its way', () =>
  endure(
    { title: '', outcome: 'swapped', html: '<!doctype html><p id="n">8 495 123-45-67</p><script src="{{SRC}}"></script>' },
    '/naive.js',
  ))

describe('and each of these pages breaks a naive swapper', () => {
  test.each(HOSTILE_PAGES)('$title', async (spec) => {
    await expect(endure(spec, '/naive.js')).rejects.toThrow()
  })
})
