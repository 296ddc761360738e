import { readFileSync } from 'node:fs'

/** What vitest's JSON reporter writes, as far as it is read. */
export interface TestReport {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  testResults: { name: string; status: string; startTime: number; endTime: number; assertionResults: { status: string }[] }[]
}

/** Null where the runner did not come to its end. */
export function readTestReport(path: string): TestReport | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as TestReport
  } catch {
    console.log('The test runner left no report: it did not come to its end.')
    return null
  }
}

/** Files that failed without a failed test in them: they did not load, or what is to be done before their tests went wrong. */
export function brokenFiles({ testResults }: Pick<TestReport, 'testResults'>): string[] {
  return testResults
    .filter(({ status, assertionResults }) => status === 'failed' && !assertionResults.some((test) => test.status === 'failed'))
    .map(({ name }) => name)
}

/** How much failed. `ok`: the runner's own word, which also knows of errors outside of any test. */
export function failuresIn(report: TestReport | null, ok: boolean): number {
  const told = report ? report.numFailedTests + brokenFiles(report).length : 1
  return told || (ok ? 0 : 1)
}
