import { expect, test } from 'vitest'
import { brokenFiles, failuresIn, type TestReport } from './testReport.ts'

const file = (name: string, status: string, tests: string[]) => ({
  name,
  status,
  startTime: 0,
  endTime: 1,
  assertionResults: tests.map((one) => ({ status: one })),
})
const report = (...testResults: TestReport['testResults']): TestReport => {
  const count = (status: string) => testResults.flatMap((one) => one.assertionResults).filter((one) => one.status === status).length
  return { numPassedTests: count('passed'), numFailedTests: count('failed'), numPendingTests: count('skipped'), testResults }
}
const good = file('good.test.ts', 'passed', ['passed', 'skipped'])

test.each([
  ['all is well', report(good), true, 0],
  ['a test failed', report(good, file('bad.test.ts', 'failed', ['passed', 'failed'])), false, 1],
  ['a file did not load', report(good, file('lost.test.ts', 'failed', [])), false, 1],
  ['what comes before the tests of a file went wrong', report(good, file('unready.test.ts', 'failed', ['skipped', 'skipped'])), false, 1],
  ['something failed outside of all tests', report(good), false, 1],
  ['there is no report', null, true, 1],
])('where %s', (_what, told, ok, failures) => {
  expect(failuresIn(told, ok)).toBe(failures)
})

test('names the files that failed without a failed test', () => {
  const unready = file('unready.test.ts', 'failed', ['skipped'])
  expect(brokenFiles(report(good, unready, file('bad.test.ts', 'failed', ['failed'])))).toEqual(['unready.test.ts'])
})
