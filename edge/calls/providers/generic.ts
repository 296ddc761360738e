import type { E164 } from '../../brands.ts'
import { DAY, SECOND } from '../../clock.ts'
import { toHex } from '../../crypto/hex.ts'
import { hmac, verifyHmac } from '../../crypto/hmac.ts'
import type { CallEvent } from '../callEvent.ts'
import { type HookFields, hookFields } from '../hookFields.ts'
import { partyNumber } from '../partyNumber.ts'
import type { CallRoute, HookRequest, ProviderAdapter, Reading, Verdict } from '../provider.port.ts'
import { sameSecret } from '../sameSecret.ts'

/** Seconds by which the clock of a signature may differ from ours. */
const TOLERANCE = 300

/**
 * For every exchange without an adapter of its own.
 *
 * Request: POST of JSON or a form, or GET with the same fields in the query:
 * `event` start · answered · end · recording, `call_id`, `leg`, `from` (empty or `anonymous` = hidden), `to` (the number that
 * was dialled; a start must have it), `at` (unix seconds, ms or ISO 8601; else the moment of receipt), `duration` (seconds of
 * talk), `wait`, `status` (answered, no_answer, busy, failed, canceled, rejected), `recording_url`, `seq`.
 *
 * Signature, one of
 * - `X-Signature: t=<unix s>,v1=<hex HMAC-SHA256(secret, t + "." + raw body)>`, ±300 s, POST only;
 * - `Authorization: Bearer <token, or the secret where no token is set>`;
 * - the token as the path (`…/v1/hooks/<connection>/<token>`), for exchanges that can send nothing else.
 *
 * A start is answered with `{ action: 'forward', destination, ringSeconds, record, whisper? }` or
 * `{ action: 'reject', reason }`, all else with `{ ok: true }`.
 */
export const generic: ProviderAdapter = {
  provider: 'generic',
  credentials: { required: ['secret'], optional: ['token'] },
  verify: async (request, { credentials, now }) => {
    const secret = credentials['secret'] ?? ''
    const token = credentials['token'] || secret
    if (!token) return 'forged'
    if (request.path !== '/')
      return credentials['token'] && (await sameSecret(request.path.slice(1), credentials['token'])) ? 'genuine' : 'forged'
    const bearer = /^Bearer +(\S+)$/i.exec(request.headers.get('authorization') ?? '')?.[1]
    if (bearer) return (await sameSecret(bearer, token)) ? 'genuine' : 'forged'
    return request.method === 'POST' && secret ? verifySignature(request, { secret, now }) : 'forged'
  },
  read: (request, { settings }) => {
    const fields = hookFields(request)
    if (!fields) return { kind: 'malformed', problem: 'the body is neither a JSON object nor a form' }
    return readFields(fields, { country: settings.country, receivedAt: request.receivedAt })
  },
  route: (route) => Response.json(routeBody(route)),
  acknowledge: () => Response.json({ ok: true }),
}

/** `t=…,v1=…` over `t.body`; also for those who send to us (see the command `npm run call`). */
export async function signGeneric(body: string, { secret, at }: { secret: string; at: number }): Promise<string> {
  const t = Math.floor(at / SECOND)
  return `t=${t},v1=${toHex(await hmac(secret, `${t}.${body}`))}`
}

async function verifySignature({ headers, body }: HookRequest, { secret, now }: { secret: string; now: number }): Promise<Verdict> {
  const header = headers.get('x-signature') ?? ''
  const t = /(?:^|,)\s*t=(\d{1,12})\s*(?:,|$)/.exec(header)?.[1]
  const hex = /(?:^|,)\s*v1=([0-9a-f]{64})\s*(?:,|$)/i.exec(header)?.[1]
  if (!t || !hex) return 'forged'
  const signature = Uint8Array.from(hex.match(/../g)!, (byte) => Number.parseInt(byte, 16))
  // The bytes as they came: a body need not be text.
  const signed = new Uint8Array([...new TextEncoder().encode(`${t}.`), ...body])
  if (!(await verifyHmac(secret, signed, signature))) return 'forged'
  return Math.abs(now / SECOND - Number(t)) <= TOLERANCE ? 'genuine' : 'stale'
}

const TYPES = ['start', 'answered', 'end', 'recording'] as const
const STATUSES = ['answered', 'no_answer', 'busy', 'failed', 'canceled', 'rejected'] as const

function readFields(fields: HookFields, { country, receivedAt }: { country: string | undefined; receivedAt: number }): Reading {
  const malformed = (problem: string): Reading => ({ kind: 'malformed', problem })
  const { call_id: externalId = '', from, to, at } = fields
  const type = TYPES.find((known) => known === fields['event'])
  if (!type) return malformed(`event must be one of ${TYPES.join(', ')}`)
  if (!/^[\x21-\x7e]{1,200}$/.test(externalId)) return malformed('call_id must be 1 to 200 printable characters without spaces')
  const leg = fields['leg'] || undefined
  if (leg && !/^[\x21-\x7e]{1,200}$/.test(leg)) return malformed('leg must be 1 to 200 printable characters without spaces')
  const number = to ? partyNumber(to, country) : null
  if (to && !number) return malformed('to must be the phone number that was dialled')
  if (type === 'start' && !number) return malformed('a start must say the number that was dialled in to')
  const happened = at ? momentOf(at) : receivedAt
  if (happened === null || happened > receivedAt + DAY)
    return malformed('at must be unix seconds, milliseconds or ISO 8601, not in the future')
  const status = fields['status'] ? STATUSES.find((known) => known === fields['status']) : undefined
  if (fields['status'] && !status) return malformed(`status must be one of ${STATUSES.join(', ')}`)
  const url = fields['recording_url'] || undefined
  if (url && !(url.length <= 2048 && /^https?:\/\//.test(url) && URL.canParse(url)))
    return malformed('recording_url must be an http(s) address')
  if (type === 'recording' && !url) return malformed('a recording must have a recording_url')
  const counts: Partial<Record<'talkSec' | 'waitSec' | 'seq', number>> = {}
  for (const [name, field] of [
    ['talkSec', 'duration'],
    ['waitSec', 'wait'],
    ['seq', 'seq'],
  ] as const) {
    const text = fields[field]
    if (!text) continue
    if (!/^\d{1,9}(\.\d+)?$/.test(text)) return malformed(`${field} must be a whole number of at most nine digits`)
    counts[name] = Math.round(Number(text))
  }
  const caller = from === undefined ? undefined : partyNumber(from, country)
  const event: CallEvent = {
    externalId,
    type,
    at: happened,
    direction: 'in',
    ...(leg && { leg }),
    ...(caller !== undefined && { from: caller }),
    ...(number && { to: number }),
    ...(status && { status }),
    ...(url && { recordingUrl: new URL(url).href }),
    ...counts,
  }
  return type === 'start'
    ? { kind: 'events', events: [event], question: { kind: 'start', externalId, number: number as E164, from: caller ?? null } }
    : { kind: 'events', events: [event] }
}

/** ms since the epoch. Seconds and milliseconds differ by three digits for all of 1973 to 5138. */
function momentOf(text: string): number | null {
  if (/^\d{9,14}(\.\d+)?$/.test(text)) {
    const value = Number(text)
    return Math.round(value < 100_000_000_000 ? value * SECOND : value)
  }
  const parsed = /^\d{4}-\d\d-\d\dT/.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(parsed) || parsed < 0 ? null : parsed
}

function routeBody(route: CallRoute) {
  if (route.action === 'reject') return route
  const { askOnNoAnswer: _, ...told } = route
  return told
}
