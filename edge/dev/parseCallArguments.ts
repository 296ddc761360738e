import { parseArgs } from 'node:util'
import { partyNumber } from '../calls/partyNumber.ts'
import type { E164 } from '../brands.ts'
import { readArguments, type UnreadArguments } from './readArguments.ts'

export const CALL_USAGE = `npm run call -- <number> [--from +79161234567] [--talk 65]

Calls a tracking number as a telephone exchange would tell it: start, answer and end, signed, to the demo's connection.
  <number>   the number that the page shows, e.g. "+7 495 111-00-01" or 84951110001
  --from     the caller, or "hidden"; a mobile that has not called before by default
  --talk     seconds of talk; 0 = nobody answers`

export interface DemoCall {
  to: E164
  /** Null = hidden. */
  from: E164 | null
  talkSec: number
}

export type CallArguments = { kind: 'call'; call: DemoCall } | UnreadArguments

/** What stands after `npm run call --`. A number may come in several pieces: quotes are easily forgotten. */
export function parseCallArguments(argv: string[], { newCaller }: { newCaller: () => E164 }): CallArguments {
  const wrong = (problem: string): CallArguments => ({ kind: 'wrong', problem })
  const read = readArguments(() => parse(argv))
  if (read.kind !== 'read') return read
  const { values, positionals } = read
  if (!positionals.length) return wrong('Say which number to call.')
  const to = partyNumber(positionals.join(' '), 'RU')
  if (!to) return wrong(`${positionals.join(' ')} is no phone number.`)
  const from = values.from === undefined ? newCaller() : values.from === 'hidden' ? null : partyNumber(values.from, 'RU')
  if (!from && values.from !== 'hidden') return wrong(`--from ${values.from} is no phone number; write it as +79161234567, or "hidden".`)
  if (!/^\d{1,5}$/.test(values.talk)) return wrong(`--talk ${values.talk} is no number of seconds.`)
  return { kind: 'call', call: { to, from, talkSec: Number(values.talk) } }
}

const parse = (argv: string[]) =>
  parseArgs({
    args: argv,
    allowPositionals: true,
    options: {
      from: { type: 'string' },
      talk: { type: 'string', default: '65' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
