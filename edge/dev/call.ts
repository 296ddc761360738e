import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { CALL_USAGE, parseCallArguments } from './parseCallArguments.ts'
import { CallProblem, type DemoExchange, placeCall } from './placeCall.ts'

async function readExchange(): Promise<DemoExchange> {
  const file = join(process.env['ROTARY_DATA'] ?? '.rotary', 'demo.json')
  try {
    return JSON.parse(await readFile(file, 'utf8')) as DemoExchange
  } catch {
    throw new CallProblem(`There is no demo to call: ${file} cannot be read. Start it with: npm start`)
  }
}

const parsed = parseCallArguments(process.argv.slice(2))
if (parsed.kind === 'call') {
  try {
    const exchange = await readExchange()
    const print = (line: string) => console.log(line)
    await placeCall({ call: parsed.call, exchange, callId: `demo-${randomUUID()}`, print, now: Date.now, fetch: globalThis.fetch })
  } catch (error) {
    if (!(error instanceof CallProblem)) throw error
    console.error(error.message)
    process.exitCode = 1
  }
} else {
  if (parsed.kind === 'wrong') console.error(`${parsed.problem}\n`)
  console.log(CALL_USAGE)
  process.exitCode = parsed.kind === 'wrong' ? 2 : 0
}
