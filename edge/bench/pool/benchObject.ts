/**
 * `node edge/bench/pool/benchObject.ts`: how many leases a second one site's Durable Object gives in a local workerd, SQLite on
 * disk, 50 clients, 5,000 numbers. The last line is one JSON object. It is the ceiling of one site: sites are objects apart.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { convertV4MiniflareOptions, Miniflare } from 'miniflare'

const NUMBERS = 5000
const BATCH = 500
const dir = mkdtempSync(join(tmpdir(), 'rotary-object-'))
const bundle = await build({
  entryPoints: [fileURLToPath(new URL('./objectWorker.ts', import.meta.url))],
  bundle: true,
  format: 'esm',
  write: false,
  external: ['cloudflare:workers'],
})
const object = (className: string) => ({ className, useSQLite: true })
const options = {
  name: 'bench',
  modules: [{ type: 'ESModule' as const, path: 'worker.js', contents: bundle.outputFiles[0]!.text }],
  modulesRoot: '/',
  compatibilityDate: '2026-10-01',
  durableObjects: { SITES: object('SiteObject'), CALLERS: object('CallerObject'), REGISTRY: object('RegistryObject') },
  durableObjectsPersist: dir,
}
const runtime = new Miniflare(convertV4MiniflareOptions(options))
try {
  const ask = async (path: string) => (await runtime.dispatchFetch(`http://bench${path}`)).text()
  await ask(`/fill?numbers=${NUMBERS}`)
  const rates: number[] = []
  for (let from = 0; from < NUMBERS; from += BATCH) {
    const start = performance.now()
    const rested = await ask(`/lease?from=${from}&count=${BATCH}&clients=50`)
    if (Number(rested) !== BATCH) throw new Error(`${rested} of ${BATCH} leases got a rested number`)
    rates.push(BATCH / ((performance.now() - start) / 1000))
  }
  console.log(JSON.stringify({ objectLeasesPerSecond: Math.round(rates.toSorted((a, b) => a - b)[Math.floor(rates.length / 2)]!) }))
} finally {
  await runtime.dispose()
  rmSync(dir, { recursive: true, force: true })
}
