import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { runLog } from './log/runLog.ts'
import { runFull } from './runFull.ts'
import { type Report, runQuick } from './runQuick.ts'

/** `npm run bench:rotation -- [--quick] [--json] [--log file]`; see README.md. */
const { values } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, json: { type: 'boolean', default: false }, log: { type: 'string' } },
})

const started = performance.now()
let told = -1
const progress = (share: number): void => {
  const percent = Math.floor(share * 100)
  if (percent === told) return
  told = percent
  const seconds = Math.round((performance.now() - started) / 1000)
  if (process.stderr.isTTY) process.stderr.write(`\r${percent} % after ${seconds} s `)
  else if (percent % 10 === 0) process.stderr.write(`${percent} % after ${seconds} s\n`)
}

const run = async (): Promise<Report> => {
  if (values.log !== undefined) return runLog(await readFile(values.log, 'utf8'))
  return values.quick ? runQuick(progress) : runFull(progress)
}
const report = await run()
if (process.stderr.isTTY && told >= 0) process.stderr.write('\n')
console.log(report.table)
if (values.json) console.log(JSON.stringify(report.json))
