import { randomInt, randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { E164 } from '../brands.ts'
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

// A caller who has called before is attributed by that: a newcomer who tries one number after another must not meet it by surprise.
const newCaller = () => `+7916${String(randomInt(10_000_000)).padStart(7, '0')}` as E164
const parsed = parseCallArguments(process.argv.slice(2), { newCaller })
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
