import { SECOND, DAY } from '../../clock.ts'
import type { CallEvent } from '../callEvent.ts'
import { type HookFields, hookFields } from '../hookFields.ts'
import { partyNumber } from '../partyNumber.ts'
import type { CallRoute, HookContext, HookRequest, ProviderAdapter, Reading } from '../provider.port.ts'
import { sameSecret } from '../sameSecret.ts'

/**
 * Asterisk and FreePBX by a few lines of dialplan (`examples/asterisk/`), which tell of a call by `CURL()`.
 * A dialplan can neither sign nor read JSON well: it proves itself by the header `X-Hook-Token` or by the token as the path, and
 * the answer is one line of fields between bars, for `CUT()`:
 * `forward|+74957654321|30|record|whisper` (`norecord`; the whisper may be empty) or `reject|reason`.
 *
 * Fields: `event` start · answered · end · recording, `call_id` = `CHANNEL(linkedid)`, which all legs share (`uniqueid` is a leg's),
 * `leg`, `from`, `to`, `at` = `EPOCH`, `duration` = `ANSWEREDTIME`, `status` = `DIALSTATUS`, `recording`.
 * `CDR(billsec)` and `disposition` are not asked: a menu that answers makes them count before a human has.
 */
export const asterisk: ProviderAdapter = {
  provider: 'asterisk',
  credentials: { required: ['token'], optional: [] },
  verify: async ({ path, headers }, { credentials }) => {
    const { token } = credentials
    const given = path === '/' ? headers.get('x-hook-token') : path.slice(1)
    return token && given && (await sameSecret(given, token)) ? 'genuine' : 'forged'
  },
  read: (request, context) => {
    const fields = hookFields(request)
    return fields
      ? readFields(fields, { request, context })
      : { kind: 'malformed', problem: 'the body is neither a form nor a JSON object' }
  },
  route: (route) => line(routeLine(route)),
  acknowledge: () => line('ok'),
}

const line = (text: string) => new Response(text, { headers: { 'content-type': 'text/plain; charset=utf-8' } })

/** A bar or a line's end in a whisper would be read as the next field. */
function routeLine(route: CallRoute): string {
  if (route.action === 'reject') return `reject|${route.reason}`
  const whisper = (route.whisper ?? '').replaceAll(/[|\r\n]+/g, ' ')
  return ['forward', route.destination, route.ringSeconds, route.record ? 'record' : 'norecord', whisper].join('|')
}

type Status = NonNullable<CallEvent['status']>
/** Values of DIALSTATUS (docs.asterisk.org, application Dial). */
const DIAL_STATUS: Record<string, Status> = {
  ANSWER: 'answered',
  BUSY: 'busy',
  NOANSWER: 'no_answer',
  CANCEL: 'canceled',
  CONGESTION: 'failed',
  CHANUNAVAIL: 'failed',
  INVALIDARGS: 'failed',
  DONTCALL: 'rejected',
  TORTURE: 'rejected',
}

const TYPES = ['start', 'answered', 'end', 'recording'] as const
const ID = /^[\x21-\x7e]{1,150}$/

function readFields(fields: HookFields, { request, context }: { request: HookRequest; context: HookContext }): Reading {
  const malformed = (problem: string): Reading => ({ kind: 'malformed', problem })
  const { country } = context.settings
  const { call_id: externalId = '', leg = '', at = '', duration = '', status = '', recording = '' } = fields
  const type = TYPES.find((known) => known === fields['event'])
  if (!type) return malformed(`event must be one of ${TYPES.join(', ')}`)
  if (!ID.test(externalId)) return malformed('call_id must be CHANNEL(linkedid)')
  if (leg && !ID.test(leg)) return malformed('leg must be UNIQUEID')
  const number = partyNumber(fields['to'] ?? '', country)
  if (type === 'start' && !number)
    return malformed('to must be the number that was dialled, with its country code or in the way of the country set')
  const happened = /^\d{9,10}(\.\d+)?$/.test(at) ? Math.round(Number(at) * SECOND) : request.receivedAt
  if (happened > request.receivedAt + DAY) return malformed('at is in the future')
  if (duration && !/^\d{1,9}$/.test(duration)) return malformed('duration must be ANSWEREDTIME')
  if (type === 'recording' && !(recording && recording.length <= 1024 && !hasControls(recording)))
    return malformed('recording must be a file name or an address')
  const from = fields['from'] === undefined ? undefined : partyNumber(fields['from'], country)
  const event: CallEvent = {
    externalId,
    type,
    at: happened,
    direction: 'in',
    ...(leg && { leg }),
    ...(from !== undefined && { from }),
    ...(number && { to: number }),
    ...(type === 'end' && endOf(status, duration)),
    ...(type === 'recording' && { recordingUrl: recording }),
  }
  return type === 'start' && number
    ? { kind: 'events', events: [event], question: { kind: 'start', externalId, number, from: from ?? null } }
    : { kind: 'events', events: [event] }
}

/** Without a DIALSTATUS nobody was rung: the caller left, or was turned away, before. */
function endOf(dialStatus: string, answeredTime: string): Pick<CallEvent, 'status' | 'talkSec'> {
  const status = DIAL_STATUS[dialStatus.toUpperCase()] ?? 'canceled'
  return { status, ...(status !== 'answered' ? { talkSec: 0 } : answeredTime && { talkSec: Number(answeredTime) }) }
}

const hasControls = (text: string) => /[\p{Cc}]/u.test(text)
