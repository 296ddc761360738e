import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { findChromium } from './chromium.ts'
import { StandInEdge } from './standInEdge.ts'

/** Goes on to the prepared page when `/go` is answered. */
const FIRST = `<!doctype html><script type="speculationrules">
  { "prerender": [{ "source": "list", "urls": ["/next"], "eagerness": "immediate" }] }
</script><script>fetch('/go').then(() => (location.href = '/next'))</script>`

const next = (edge: string) => `<!doctype html><meta charset="utf-8"><p>8 495 123-45-67</p><script>
  const tell = (what) => fetch('/' + what + '?prerendering=' + document.prerendering)
  document.addEventListener('rotary:wanted', () => tell('wanted'))
  document.addEventListener('rotary:swap', () => tell('swapped'))
</script><script async src="${edge}/w/pk_demo.js"></script>`

/**
 * Real prerendering by speculation rules. A browser with developer tools attached prepares no page (`PrerenderingDisabledByDevTools`),
 * and Playwright is such a tool: so this one is on its own, and the pages tell the server what happens.
 */
test('a page that the browser prepares takes no number before somebody looks at it', async () => {
  const edge = await new StandInEdge().listen()
  const told = new Map<string, () => void>()
  const seen: string[] = []
  const until = (what: string) => (seen.includes(what) ? undefined : new Promise<void>((resolve) => told.set(what, resolve)))
  let go: ServerResponse | undefined
  const server = createServer((request, response) => {
    seen.push(request.url!)
    told.get(request.url!)?.()
    if (request.url === '/go') go = response
    else if (request.url === '/') response.setHeader('Content-Type', 'text/html').end(FIRST)
    else if (request.url === '/next') response.setHeader('Content-Type', 'text/html').end(next(edge.origin))
    else response.end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const profile = mkdtempSync(join(tmpdir(), 'rotary-prerender-'))
  const { executablePath, args } = await findChromium()
  const address = `http://localhost:${(server.address() as AddressInfo).port}/`
  const browser = spawn(executablePath, [...args, '--headless=new', `--user-data-dir=${profile}`, address], { stdio: 'ignore' })
  // Also where the test times out.
  onTestFinished(async () => {
    browser.kill()
    await once(browser, 'exit')
    server.closeAllConnections()
    server.close()
    await edge.close()
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
  })
  await until('/wanted?prerendering=true')
  // Longer than the widget waits with what it has found.
  await new Promise((resolve) => setTimeout(resolve, 500))
  expect(edge.of('/v1/')).toEqual([])
  expect(seen).not.toContain('/swapped?prerendering=true')
  go!.end()
  await until('/swapped?prerendering=false')
  expect(edge.of('/v1/leases')).toHaveLength(1)
  // The page that was prepared is the one that is shown.
  expect(seen.filter((url) => url === '/next')).toHaveLength(1)
  expect(edge.of('/w/')).toHaveLength(1)
  expect(edge.malformed).toEqual([])
})
