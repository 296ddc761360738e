import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { parseArgs } from 'node:util'
import { build } from 'esbuild'
import { launchChromium } from '../e2e/chromium.ts'
import type { Result } from './page.ts'

/**
 * `npm run bench:swap -- --json`: our scan and swap beside `findandreplacedomtext` with the same job and beside a bare TreeWalker pass
 * that reads every text node and changes nothing (the limit), in one run in a real browser.
 */
const { values } = parseArgs({ options: { json: { type: 'boolean' }, runs: { type: 'string', default: '9' } } })
const SIZES = [1000, 10_000, 100_000]
/** On small pages more, or they would measure how the engine warms up: every contender alike. */
const runsOf = (nodes: number): number => Math.round(Number(values.runs) * Math.sqrt(100_000 / nodes))

const bundle = await build({
  entryPoints: [new URL('page.ts', import.meta.url).pathname],
  bundle: true,
  write: false,
  format: 'iife',
  target: 'es2022',
  minify: true,
})
const browser = await launchChromium()
// A page that is isolated from other origins has a clock of 5 µs; else it is 100 µs, as long as a thousand nodes take.
const server = createServer((_request, response) =>
  response
    .writeHead(200, {
      'Content-Type': 'text/html',
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Cross-Origin-Embedder-Policy': 'require-corp',
    })
    .end('<!doctype html><body></body>'),
)
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
const page = await browser.newPage()
await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
await page.evaluate(bundle.outputFiles[0]!.text)

const results: Result[] = []
const added: { nodes: number; milliseconds: number }[] = []
for (const nodes of SIZES) {
  results.push(...((await page.evaluate(`compare(${nodes}, ${runsOf(nodes)})`)) as Result[]))
  added.push({ nodes, milliseconds: (await page.evaluate(`addOne(${nodes}, 30)`)) as number })
}
const version = browser.version()
await browser.close()
server.close()

const of = (contender: Result['contender'], nodes: number) => results.find((one) => one.contender === contender && one.nodes === nodes)!
const summary = {
  browser: version,
  runs: SIZES.map(runsOf),
  results,
  addedElement: added,
  ratioToBare: Object.fromEntries(SIZES.map((nodes) => [nodes, of('rotary', nodes).milliseconds / of('bare', nodes).milliseconds])),
}
if (values.json) process.stdout.write(`${JSON.stringify(summary, null, 2)}\n`)
else {
  process.stdout.write(`Chromium ${version}, median of ${SIZES.map(runsOf).join(' / ')} runs, milliseconds\n\n`)
  process.stdout.write('text nodes    bare   rotary   ratio   with attributes   findandreplacedomtext   one element added\n')
  for (const nodes of SIZES) {
    const [bare, ours, all, theirs] = (['bare', 'rotary', 'rotary with attributes', 'findandreplacedomtext'] as const).map(
      (one) => of(one, nodes).milliseconds,
    )
    const one = added.find((entry) => entry.nodes === nodes)!.milliseconds
    process.stdout.write(
      `${String(nodes).padStart(10)} ${bare!.toFixed(2).padStart(7)} ${ours!.toFixed(2).padStart(8)} ${(ours! / bare!).toFixed(2).padStart(7)} ${all!.toFixed(2).padStart(17)} ${theirs!.toFixed(2).padStart(23)} ${one.toFixed(2).padStart(19)}\n`,
    )
  }
}
