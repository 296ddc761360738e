import { parseArgs } from 'node:util'
import { runFull } from './runFull.ts'
import { runQuick } from './runQuick.ts'

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

const report = values.quick ? await runQuick(progress) : await runFull(progress)
if (process.stderr.isTTY) process.stderr.write('\n')
console.log(report.table)
if (values.json) console.log(JSON.stringify(report.json))
