import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { sipProblem } from '../sip/sipTools.ts'
import { enginesProblem } from './enginesProblem.ts'
import { runStep } from './step.ts'
import { brokenFiles, failuresIn, readTestReport } from './testReport.ts'

const REPORT = '.cache/soak.json'
const OUT = 'docs/soak.md'

/** What the long run asks of the suites that read it: histories and event orders, leases per kill. */
const ENV = { ROTARY_RUNS: '10000', ROTARY_BURST: '2000', ROTARY_SOAK: '1', ROTARY_KILL_CALLS: '5000', ROTARY_SIP: '1' }
// Whoever names suites knows what he leaves out; the whole run leaves out nothing unsaid.
const problems = process.argv.length > 2 ? [] : [sipProblem(), enginesProblem()].filter((problem) => problem !== null)
if (problems.length > 0) {
  console.error(`The whole soak run places SIP calls and opens WebKit and Firefox.\n${problems.join('\n')}`)
  process.exit(1)
}

// The same suites as `npm test`, with many more runs of what is random; results are kept with date, commit and command.
mkdirSync('.cache', { recursive: true })
rmSync(REPORT, { force: true })
const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD']).toString().trim()
const args = [
  'run',
  ...process.argv.slice(2),
  '--testTimeout=3600000',
  '--hookTimeout=600000',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${REPORT}`,
]
const { seconds, ok } = await runStep({ name: 'soak', command: 'vitest', args, env: ENV, live: true })
const report = readTestReport(REPORT)
if (!report) process.exit(1)
const failed = failuresIn(report, ok)
const broken = brokenFiles(report)
const root = `${process.cwd()}/`
const rows = report.testResults
  .map((file) => ({
    name: file.name.replace(root, ''),
    passed: file.assertionResults.filter((test) => test.status === 'passed').length,
    failed: broken.includes(file.name) ? 1 : file.assertionResults.filter((test) => test.status === 'failed').length,
    seconds: (file.endTime - file.startTime) / 1000,
  }))
  .toSorted((a, b) => b.seconds - a.seconds)
const variables = Object.entries(ENV).map(([name, value]) => `${name}=${value}`)
writeFileSync(
  OUT,
  `# Soak run

\`npm run test:soak${process.argv.length > 2 ? ` -- ${process.argv.slice(2).join(' ')}` : ''}\` on ${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC, commit ${commit}, ${cpus().length} cores, ${Math.round(seconds)} s.
The suites of \`npm test\` with ${variables.join(', ')}.

**${report.numPassedTests} passed, ${failed} failed, ${report.numPendingTests} skipped.**

| suite | passed | failed | s |
|---|--:|--:|--:|
${rows.map((row) => `| ${row.name} | ${row.passed} | ${row.failed} | ${row.seconds.toFixed(1)} |`).join('\n')}
`,
)
console.log(`Results are in ${OUT}`)
console.log(`${report.numPassedTests} passed, ${failed} failed`)
process.exitCode = failed ? 1 : 0
