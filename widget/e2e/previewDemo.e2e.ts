import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findFreePort } from '../../edge/dev/findFreePort.ts'
import { type RunningStart, runStart } from '../../edge/dev/launcher/runStart.ts'
import { launchChromium } from './chromium.ts'
import { expectAccessible, openRoots, panelOf } from './preview.ts'
import { settled } from './visit.ts'

const ADMIN = { headers: { Authorization: 'Bearer rk_demo_admin' } }

describe('a preview of the demo, by the edge itself', () => {
  const data = join(realpathSync(mkdtempSync(join(tmpdir(), 'rotary-preview-'))), 'data')
  let started: RunningStart
  let at: { edge: string; demo: string }
  let browser: Browser

  beforeAll(async () => {
    started = runStart({ env: { ROTARY_DATA: data, PORT: String(await findFreePort()) } })
    ;[at, browser] = await Promise.all([started.ready(), launchChromium()])
  })
  afterAll(async () => {
    await browser.close()
    started.child.kill('SIGTERM')
    await started.exitCode()
    rmSync(join(data, '..'), { recursive: true, force: true })
  })

  const api = async <Answer>(path: string, init: RequestInit = {}) => {
    const response = await fetch(at.edge + path, { ...ADMIN, ...init })
    expect(response.ok, `${path}: ${response.status}`).toBe(true)
    return (response.status === 204 ? {} : await response.json()) as Answer
  }
  const link = (over: object = {}) =>
    api<{ id: string; url: string }>('/v1/previews', {
      method: 'POST',
      body: JSON.stringify({ site: 'pk_demo', url: `${at.demo}/`, ...over }),
    })
  async function open(url: string): Promise<{ page: Page; troubles: string[]; asked: string[] }> {
    const context = await browser.newContext()
    await openRoots(context)
    const page = await context.newPage()
    const troubles: string[] = []
    const asked: string[] = []
    page.on('pageerror', (error) => troubles.push(String(error)))
    page.on('console', (message) => troubles.push(message.text()))
    page.on('request', (request) => asked.push(`${request.method()} ${new URL(request.url()).pathname}`))
    await page.goto(url)
    return { page, troubles, asked }
  }
  /** What a visit would leave behind. */
  const traces = async () =>
    JSON.stringify(await Promise.all(['/v1/sessions', '/v1/calls', '/v1/pools', '/v1/visitors'].map((path) => api(path))))

  test('shows samples of the chosen region, says why, and leaves nothing behind, however often', async () => {
    const before = await traces()
    const { url } = await link()
    for (let times = 0; times < 10; times++) {
      const { page, troubles, asked } = await open(url)
      const panel = panelOf(page)
      await panel.waitFor()
      await panel.locator('select[name=region]').selectOption('RU-SPE')
      await page.waitForFunction(() => document.querySelector('a.phone')!.textContent!.includes('812'))
      if (times === 0) {
        await panel.locator('summary', { hasText: 'Why' }).press('Enter')
        await panel.locator('[data-step=region]', { hasText: 'Saint Petersburg' }).waitFor()
        await panel.locator('[data-step=number]').first().waitFor()
        await expectAccessible(page)
      }
      await settled(page)
      expect(asked.filter((one) => /leases|beacons|OPTIONS/.test(one))).toEqual([])
      expect(page.url()).toBe(`${at.demo}/`)
      expect(troubles).toEqual([])
      await page.context().close()
    }
    expect(await traces()).toBe(before)
  })

  test.each(['foreign', 'tampered', 'revoked'] as const)('by a link that is %s shows nothing and logs nothing', async (fault) => {
    const { id, url } = await link(fault === 'foreign' ? { url: 'https://elsewhere.example.com/' } : {})
    if (fault === 'revoked') await api(`/v1/previews/${id}`, { method: 'DELETE' })
    const token = new URL(url).hash
    const bad = fault === 'tampered' ? token.replace(/.{4}$/, 'AAAA') : token
    const { page, troubles, asked } = await open(`${at.demo}/${bad}`)
    await page.waitForFunction(() => 'refresh' in ((window as { rotary?: object }).rotary ?? {}))
    await settled(page)
    expect(asked.filter((one) => one.includes('/v1/previews/'))).toEqual(['POST /v1/previews/open'])
    expect(await page.locator('rotary-preview').count()).toBe(0)
    expect(troubles).toEqual([])
    await page.context().close()
  })

  test('adds a number of the page by a link that allows it', async () => {
    const { url } = await link({ canAdd: true })
    const { page, troubles } = await open(url)
    const panel = panelOf(page)
    await panel.waitFor()
    await page.evaluate(() =>
      document.body.append(Object.assign(document.createElement('p'), { id: 'more', textContent: 'Склад: 8 (495) 765-43-21' })),
    )
    await panel.getByRole('button', { name: 'Make it a target' }).click()
    await panel.getByRole('status').getByText('+74957654321 is a target now.').waitFor()
    const { items } = await api<{ items: { e164: string }[] }>('/v1/targets?site=pk_demo')
    expect(items.map(({ e164 }) => e164)).toContain('+74957654321')
    expect(troubles).toEqual([])
    await page.context().close()
  })
})
