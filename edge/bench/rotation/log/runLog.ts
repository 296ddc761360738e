import { printTable } from '../printTable.ts'
import type { Report } from '../runQuick.ts'
import { readLog } from './readLog.ts'
import { replayLog } from './replayLog.ts'

/** Every rule on an anonymised log, as a table and as JSON. */
export const runLog = (text: string): Report => {
  const summaries = replayLog(readLog(text))
  const table = printTable(
    ['% of first calls whose visit is known', 'numbers', 'most', 'right', 'wrong', 'unknown', 'calls'],
    summaries.map(({ name, numbers, peak, shares }) => [
      name,
      ...[numbers, peak].map((value) => value.toFixed(0)),
      ...[shares.right, shares.wrong, shares.unknown].map((value) => value.toFixed(2)),
      String(shares.calls),
    ]),
  )
  return { table, json: { log: summaries } }
}
