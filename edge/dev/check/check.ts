import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { findRedisServer } from '../redis/findRedisServer.ts'
import { runStep, type Step, type StepResult } from './step.ts'

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

interface VitestReport {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  testResults: { status: string; assertionResults: unknown[]; message: string; name: string }[]
}

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
  await runStep({ name: 'tests', command: 'vitest', args, live: true })
  report(results)
}

function report(results: StepResult[]): void {
  const tests = readReport()
  // A file that did not even load has no failed test in it, yet it failed.
  const broken = tests ? tests.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length : 1
  const failedSteps = results.filter((step) => !step.ok)
  for (const step of failedSteps) console.log(`failed: ${step.name}`)
  const passed = (tests?.numPassedTests ?? 0) + results.length - failedSteps.length
  const failed = (tests?.numFailedTests ?? 0) + broken + failedSteps.length
  const skipped = tests?.numPendingTests ?? 0
  if (!findRedisServer()) {
    console.log('The Redis suites did not run: there is no redis-server on the PATH. To run them install it')
    console.log('(Debian: apt-get install redis-server; macOS: brew install redis) and run npm test again.')
  }
  console.log(`${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`)
  process.exitCode = failed ? 1 : 0
}

function readReport(): VitestReport | null {
  try {
    return JSON.parse(readFileSync(REPORT, 'utf8')) as VitestReport
  } catch {
    console.log('The test runner left no report: it did not come to its end.')
    return null
  }
}

await main()
