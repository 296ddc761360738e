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

const bundle = await build({
  entryPoints: [new URL('page.ts', import.meta.url).pathname],
  bundle: true,
  write: false,
  format: 'iife',
  target: 'es2022',
  minify: true,
})
const browser = await launchChromium()
const page = await browser.newPage()
await page.setContent('<!doctype html><body></body>')
await page.evaluate(bundle.outputFiles[0]!.text)

const results: Result[] = []
const added: { nodes: number; milliseconds: number }[] = []
for (const nodes of SIZES) {
  results.push(...((await page.evaluate(`compare(${nodes}, ${values.runs})`)) as Result[]))
  added.push({ nodes, milliseconds: (await page.evaluate(`addOne(${nodes}, 30)`)) as number })
}
const version = browser.version()
await browser.close()

const of = (contender: Result['contender'], nodes: number) => results.find((one) => one.contender === contender && one.nodes === nodes)!
const summary = {
  browser: version,
  runs: Number(values.runs),
  results,
  addedElement: added,
  ratioToBare: Object.fromEntries(SIZES.map((nodes) => [nodes, of('rotary', nodes).milliseconds / of('bare', nodes).milliseconds])),
}
if (values.json) process.stdout.write(`${JSON.stringify(summary, null, 2)}\n`)
else {
  process.stdout.write(`Chromium ${version}, median of ${values.runs} runs, milliseconds\n\n`)
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
