import { mkdirSync, rmSync } from 'node:fs'
import { findRedisServer } from '../redis/findRedisServer.ts'
import { runStep, type Step, type StepResult } from './step.ts'
import { brokenFiles, failuresIn, readTestReport } from './testReport.ts'

const REPORT = '.cache/vitest.json'

/** Checks that need no test runner, two at a time. The bundle comes first: size, deployment and browser tests need it. */
const STATIC: Step[] = [
  { name: 'types', command: 'tsc', args: ['-b'] },
  { name: 'types of the examples', command: 'tsc', args: ['-p', 'examples'] },
  { name: 'lint', command: 'oxlint', args: ['--type-aware'] },
  { name: 'format', command: 'oxfmt', args: ['--check', '.'] },
  { name: 'dead code', command: 'knip', args: [] },
  { name: 'size', command: 'size-limit', args: [] },
  {
    name: 'bindings match wrangler.toml',
    command: 'wrangler',
    args: ['types', '--check', '--include-runtime=false', 'edge/worker-configuration.d.ts'],
  },
  {
    name: 'deployment (dry run)',
    command: 'wrangler',
    args: ['deploy', '--dry-run', '--outdir', '.cache/deploy', '--metafile', '.cache/deploy-meta.json'],
  },
]

async function main(): Promise<void> {
  mkdirSync('.cache', { recursive: true })
  rmSync(REPORT, { force: true })
  const results: StepResult[] = [await runStep({ name: 'build', command: 'rollup', args: ['-c', '--silent'] })]
  const queue = [...STATIC]
  const worker = async () => {
    for (let step = queue.shift(); step; step = queue.shift()) results.push(await runStep(step))
  }
  await Promise.all([worker(), worker()])
  const args = ['run', ...process.argv.slice(2), '--reporter=default', '--reporter=json', `--outputFile.json=${REPORT}`]
  const tests = await runStep({ name: 'tests', command: 'vitest', args, live: true })
  report(results, tests)
}

function report(results: StepResult[], { ok }: StepResult): void {
  const tests = readTestReport(REPORT)
  const failedSteps = results.filter((step) => !step.ok)
  for (const step of failedSteps) console.log(`failed: ${step.name}`)
  for (const name of tests ? brokenFiles(tests) : []) console.log(`failed before its tests: ${name}`)
  const passed = (tests?.numPassedTests ?? 0) + results.length - failedSteps.length
  const failed = failuresIn(tests, ok) + failedSteps.length
  const skipped = tests?.numPendingTests ?? 0
  if (!findRedisServer()) {
    console.log('The Redis suites did not run: there is no redis-server on the PATH. To run them install it')
    console.log('(Debian: apt-get install redis-server; macOS: brew install redis) and run npm test again.')
  }
  console.log(`${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`)
  process.exitCode = failed ? 1 : 0
}

await main()
