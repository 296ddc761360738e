import type { Server } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import { launchChromium } from './chromium.ts'
import type { Behaviour } from './standInEdge.ts'
import { StandInEdge } from './standInEdge.ts'

export interface PageSpec extends Behaviour {
  /** The document; `{{EDGE}}` becomes the origin of the edge, `{{SRC}}` the address of the script, `{{SCRIPT}}` the usual tag. */
  html: string
  path?: string
  headers?: Record<string, string>
  /** Further documents of the site, by path. */
  pages?: Record<string, string>
  /** Runs in the page before anything else. */
  before?: (page: Page) => Promise<unknown>
  context?: BrowserContext
  /** The browser has a touch screen. */
  touch?: boolean
  /** Address of the script at the edge; the widget's own by default. */
  script?: string
  /** The test expects requests that do not keep the contract. */
  sloppy?: boolean
}

export interface Visit {
  page: Page
  edge: StandInEdge
  origin: string
  context: BrowserContext
  /** Page errors, unhandled rejections and console calls; what the browser itself says of a blocked request is left out. */
  troubles: string[]
  open(path?: string): Promise<Page>
}

let browser: Browser
const open: { close(): Promise<void> }[] = []

/** Starts the browser for a test file, and checks after each test that the widget kept the contract and stayed silent. */
export function useBrowser(): void {
  beforeAll(async () => {
    browser = await launchChromium()
  })
  afterAll(async () => {
    await browser?.close()
  })
  afterEach(async () => {
    for (const one of open.splice(0).reverse()) await one.close()
  })
}

/** Serves a page from a server of its own with a stand-in edge on another origin, and opens it. */
export async function visit(spec: PageSpec): Promise<Visit> {
  const edge = await new StandInEdge().listen()
  edge.behaviour = spec
  const troubles: string[] = []
  const fillText = (text: string) =>
    text
      .replaceAll('{{SCRIPT}}', '<script async src="{{SRC}}"></script>')
      .replaceAll('{{SRC}}', edge.origin + (spec.script ?? '/w/pk_demo.js'))
      .replaceAll('{{EDGE}}', edge.origin)
  const server = createServer((request, response) => {
    const path = request.url!.split('?')[0]!
    const html = spec.pages?.[path] ?? spec.html
    response.setHeader('Content-Type', 'text/html; charset=utf-8')
    for (const [name, value] of Object.entries(spec.headers ?? {})) response.setHeader(name, fillText(value))
    response.end(fillText(html))
  })
  const origin = await listen(server)
  const context = spec.context ?? (await browser.newContext({ hasTouch: spec.touch ?? false }))
  context.setDefaultTimeout(20_000)
  const openPage = async (path = spec.path ?? '/') => {
    const page = await context.newPage()
    page.on('pageerror', (error) => troubles.push(`pageerror ${error.message}`))
    page.on('console', (message) => {
      // The browser's own words about a request carry the place of the request, ours would carry the script's.
      if (!/Failed to load resource|net::ERR_|CORS policy|Content Security Policy/i.test(message.text()))
        troubles.push(`console ${message.text()}`)
    })
    await spec.before?.(page)
    await page.goto(origin + path)
    return page
  }
  open.push({
    async close() {
      if (!spec.context) await context.close()
      await edge.close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      if (!spec.sloppy) expect(edge.malformed).toEqual([])
    },
  })
  return { page: await openPage(), edge, origin, context, troubles, open: openPage }
}

/** Does something, waits for the requests that must come of it, and says that those which must not have not come. */
export async function expectRequests(
  { edge, page }: Visit,
  { action, expected = [], refuted = [] }: { action(): Promise<unknown>; expected?: string[]; refuted?: string[] },
): Promise<void> {
  const before = new Map([...expected, ...refuted].map((path) => [path, edge.of(path).length]))
  await action()
  for (const path of expected) await edge.until(path, before.get(path)! + 1)
  await settled(page)
  for (const path of refuted) expect(edge.of(path).length, `requests to ${path}`).toBe(before.get(path))
}

/** All tasks, timers of zero and frames that were due have run. */
export async function settled(page: Page): Promise<void> {
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => setTimeout(resolve, 100))))),
  )
}

export const waitForText = (page: Page, text: string): Promise<unknown> =>
  page.waitForFunction((wanted) => document.documentElement.textContent!.includes(wanted), text)

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://localhost:${(server.address() as AddressInfo).port}`
}
