import * as v from 'valibot'
import { SECOND } from '../../clock.ts'
import { sha256Hex } from '../../crypto/hex.ts'
import type { CallEvent } from '../callEvent.ts'
import { hookFields, parseObject } from '../hookFields.ts'
import { partyNumber } from '../partyNumber.ts'
import type { HookRequest, ProviderAdapter, Reading } from '../provider.port.ts'
import { sameSecret } from '../sameSecret.ts'

/**
 * Mango Office VPBX, "API Realtime" (MangoOffice_VPBX_API.pdf, 16.02.2026; npm `mango-vpbx`).
 * The cabinet holds the connection's prefix as the base address; Mango adds `/events/call` and the rest. Each request is a form of
 * `vpbx_api_key`, `json` and `sign` = hex SHA-256(key + json + salt): a plain hash, no HMAC. Calls are routed by the schemes
 * of the cabinet, so nothing is asked and every event is only acknowledged.
 *
 * An employee's phone is what counts as answered (`Connected` at `abonent`): menus and queues connect too. A call ends with its
 * summary, one per `entry_id`; a leg's `Disconnected` may be a transfer.
 */
export const mango: ProviderAdapter = {
  provider: 'mango',
  credentials: { required: ['apiKey', 'apiSalt'], optional: [] },
  // «Проверить подключение» in the cabinet.
  echo: ({ path }) => (path === '/ping' ? Response.json({ success: true }) : null),
  verify: async (request, { credentials }) => {
    const { vpbx_api_key: key = '', json = '', sign = '' } = (request.method === 'POST' && hookFields(request)) || {}
    const { apiKey = '', apiSalt = '' } = credentials
    if (!apiKey || !apiSalt || !(await sameSecret(key, apiKey))) return 'forged'
    return (await sameSecret(sign.toLowerCase(), await sha256Hex(apiKey + json + apiSalt))) ? 'genuine' : 'forged'
  },
  read: (request) => {
    const read = READERS[request.path]
    // Text messages, digits, answers of commands and what Mango may add.
    if (!read) return /^\/(events|result)\/[\w/]+$/.test(request.path) ? { kind: 'ignored' } : { kind: 'unknown-path' }
    const json = parseObject(hookFields(request)?.['json'] ?? '')
    return json ? read(json) : { kind: 'malformed', problem: 'json must be a JSON object' }
  },
  // Never asked.
  route: () => Response.json({ success: true }),
  acknowledge: () => Response.json({ success: true }),
}

type Reader = (json: Record<string, unknown>) => Reading

const READERS: Record<HookRequest['path'], Reader> = {
  '/events/call': (json) => parsed(CallSchema, json, readCall),
  '/events/summary': (json) => parsed(SummarySchema, json, readSummary),
  '/events/record/added': (json) => parsed(RecordSchema, json, readRecord),
}

function parsed<const Schema extends v.GenericSchema>(
  schema: Schema,
  json: object,
  read: (output: v.InferOutput<Schema>) => Reading,
): Reading {
  const result = v.safeParse(schema, json)
  if (result.success) return read(result.output)
  const [issue] = result.issues
  return { kind: 'malformed', problem: `${v.getDotPath(issue) ?? 'json'}: ${issue.message}` }
}

const id = v.pipe(v.string(), v.regex(/^[\x21-\x7e]{1,200}$/, 'must be 1 to 200 printable characters'))
/** Numbers may come as text. */
const integer = v.pipe(
  v.union([v.number(), v.pipe(v.string(), v.regex(/^-?\d{1,12}$/, 'must be a number'), v.transform(Number))]),
  v.integer(),
)
const unixSeconds = v.pipe(integer, v.minValue(0), v.maxValue(99_999_999_999))
const party = v.optional(v.object({ number: v.optional(v.string(), ''), extension: v.optional(v.string(), '') }), {})

const CallSchema = v.object({
  entry_id: id,
  call_id: id,
  timestamp: unixSeconds,
  seq: v.pipe(integer, v.minValue(0)),
  call_state: v.string(),
  location: v.optional(v.string(), ''),
  from: party,
  to: v.optional(v.object({ line_number: v.optional(v.string(), '') }), {}),
  dct: v.optional(v.object({ type: v.optional(integer, 0), number: v.optional(v.string(), '') }), {}),
  disconnect_reason: v.optional(integer),
})

const SummarySchema = v.object({
  entry_id: id,
  call_direction: v.optional(integer, 1),
  from: party,
  line_number: v.optional(v.string(), ''),
  create_time: unixSeconds,
  talk_time: v.optional(unixSeconds, 0),
  end_time: unixSeconds,
  disconnect_reason: v.optional(integer),
})

const RecordSchema = v.object({ entry_id: id, recording_id: id, timestamp: unixSeconds })

const INBOUND = 1
/** The provider's own black lists. */
const SPAM_REASONS = [1151, 4502]

function readCall(call: v.InferOutput<typeof CallSchema>): Reading {
  const { from, to, dct, disconnect_reason: reason } = call
  // An employee who dials out, or another employee, has an extension and dialled no line of ours.
  if (from.extension && !to.line_number && !dct.number) return { kind: 'ignored' }
  const base: Omit<CallEvent, 'type'> = {
    externalId: call.entry_id,
    leg: call.call_id,
    at: call.timestamp * SECOND,
    seq: call.seq,
    direction: 'in',
    ...callerOf(from),
    ...lineOf(dct.type ? dct.number || to.line_number : to.line_number),
  }
  const events: CallEvent[] = [{ ...base, type: typeOf(call) }]
  if (reason !== undefined && SPAM_REASONS.includes(reason)) events.push({ ...base, type: 'spam' })
  return { kind: 'events', events }
}

function typeOf({ call_state: state, location }: { call_state: string; location: string }): CallEvent['type'] {
  if (state === 'Appeared') return 'start'
  return state === 'Connected' && location === 'abonent' ? 'answered' : 'modified'
}

function readSummary(summary: v.InferOutput<typeof SummarySchema>): Reading {
  const { create_time: created, talk_time: talked, end_time: ended, disconnect_reason: reason } = summary
  if (summary.call_direction !== INBOUND) return { kind: 'ignored' }
  const base: Omit<CallEvent, 'type'> = {
    externalId: summary.entry_id,
    at: ended * SECOND,
    direction: 'in',
    ...callerOf(summary.from),
    ...lineOf(summary.line_number),
  }
  const end: CallEvent = {
    ...base,
    type: 'end',
    status: talked ? 'answered' : missedBecause(reason),
    talkSec: talked ? Math.max(0, ended - talked) : 0,
    waitSec: Math.max(0, (talked || ended) - created),
    totalSec: Math.max(0, ended - created),
  }
  return { kind: 'events', events: reason !== undefined && SPAM_REASONS.includes(reason) ? [end, { ...base, type: 'spam' }] : [end] }
}

function missedBecause(reason: number | undefined): NonNullable<CallEvent['status']> {
  switch (reason) {
    case 1110:
      return 'canceled'
    case 1121:
      return 'busy'
    case 1122:
    case 1123:
    case 1151:
    case 1152:
    case 4502:
      return 'rejected'
    case 1131:
    case 1132:
    case 1133:
      return 'failed'
  }
  return reason !== undefined && reason >= 2000 ? 'failed' : 'no_answer'
}

/** A download needs a signature of its own (`/vpbx/queries/recording/post`), made when somebody listens: what is kept is the id. */
function readRecord({ entry_id, recording_id, timestamp }: v.InferOutput<typeof RecordSchema>): Reading {
  const recording: CallEvent = {
    externalId: entry_id,
    leg: recording_id,
    type: 'recording',
    at: timestamp * SECOND,
    recordingUrl: `mango:${recording_id}`,
  }
  return { kind: 'events', events: [recording] }
}

/** A caller without a number is hidden; an employee (extension or SIP address) is no caller, and says nothing of him. */
function callerOf({ number, extension }: { number: string; extension: string }): Pick<CallEvent, 'from'> {
  if (extension || number.startsWith('sip:')) return {}
  return { from: partyNumber(number && `+${number.replace(/^\+/, '')}`) }
}

function lineOf(number: string): Pick<CallEvent, 'to'> {
  const line = partyNumber(number && `+${number.replace(/^\+/, '')}`)
  return line ? { to: line } : {}
}
