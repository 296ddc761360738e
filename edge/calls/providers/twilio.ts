import type { E164 } from '../../brands.ts'
import { fromBase64url, toBase64url } from '../../crypto/base64url.ts'
import type { CallEvent } from '../callEvent.ts'
import { type HookFields, hookFields } from '../hookFields.ts'
import { partyNumber } from '../partyNumber.ts'
import type { HookContext, HookRequest, ProviderAdapter, Reading } from '../provider.port.ts'
import { verifyTelnyx } from './telnyxSignature.ts'
import { isTwilioSigned } from './twilioSignature.ts'
import { EMPTY_TWIML, routeTwiml, sayTwiml } from './twiml.ts'

/**
 * Twilio, and those who speak its language: Telnyx TeXML (credential `telnyxPublicKey`) and SignalWire (its signing key as `authToken`).
 * A number's voice webhook is the connection's prefix, its status callback the prefix and `/status`; the other paths are put into
 * our own answers. What those callbacks do not tell (the number that was dialled) stands in their query, which the signature covers.
 *
 * The parent call's `completed` says nothing of a human, since our answer took the call: the callee's leg and `DialCallStatus` do.
 */
export const twilio: ProviderAdapter = {
  provider: 'twilio',
  credentials: { required: [], optional: ['authToken', 'telnyxPublicKey'] },
  verify: async (request, { credentials, now }) => {
    const { authToken, telnyxPublicKey } = credentials
    if (telnyxPublicKey && request.headers.has('telnyx-signature-ed25519'))
      return verifyTelnyx(request, { publicKey: telnyxPublicKey, now })
    return authToken && (await isTwilioSigned(request, authToken)) ? 'genuine' : 'forged'
  },
  read: (request, context) => {
    const read = READERS[request.path]
    if (!read) return { kind: 'unknown-path' }
    const fields = hookFields(request)
    if (!fields) return { kind: 'malformed', problem: 'the body is neither a form nor a JSON object' }
    if (!ID.test(fields['CallSid'] ?? '')) return { kind: 'malformed', problem: 'CallSid must be 1 to 100 letters, digits, _ : -' }
    return read({ fields, request, context })
  },
  route: (route, { request }) => {
    const line = lineQuery(request)
    const { base } = request
    const whisper =
      route.action === 'forward' && route.whisper
        ? `${base}/whisper?${line}&say=${toBase64url(new TextEncoder().encode(route.whisper))}`
        : undefined
    // The first `dial` may ask where to go next, the second is the last.
    const dial = route.action === 'forward' && route.askOnNoAnswer ? `${base}/dial?${line}` : `${base}/dial/last?${line}`
    return xml(routeTwiml(route, { dial, leg: `${base}/leg?${line}`, recording: `${base}/recording?${line}`, ...(whisper && { whisper }) }))
  },
  whisper: (text, { settings }) => xml(sayTwiml(text, settings.language)),
  acknowledge: () => xml(EMPTY_TWIML),
}

const xml = (body: string) => new Response(body, { headers: { 'content-type': 'text/xml; charset=utf-8' } })

const ID = /^[\w:-]{1,100}$/

interface Told {
  fields: HookFields
  request: HookRequest
  context: HookContext
}

type Reader = (told: Told) => Reading

const READERS: Record<HookRequest['path'], Reader> = {
  '/': readVoice,
  '/voice': readVoice,
  '/status': readStatus,
  '/leg': readLeg,
  '/dial': (told) => readDial(told, told.context.settings.onNoAnswer !== undefined),
  '/dial/last': (told) => readDial(told, false),
  '/recording': readRecording,
  '/whisper': readWhisper,
}

/** The number that was dialled and the caller, for callbacks that do not tell them. Digits only: nothing that could be escaped twice. */
function lineQuery(request: HookRequest): string {
  const number = request.query.get('line') ?? hookFields(request)?.['To'] ?? ''
  return `line=${number.replaceAll(/\D/g, '')}`
}

function lineOf({ fields, request }: Told): Pick<CallEvent, 'to'> {
  const line = partyNumber(`+${(request.query.get('line') ?? fields['To'] ?? '').replace(/^\+/, '')}`)
  return line ? { to: line } : {}
}

/** What Twilio puts in the place of a hidden number: the words anonymous, restricted, blocked, unknown, unavailable on a keypad. */
const HIDDEN = new Set(['+266696687', '+7378742833', '+2562533', '+8656696', '+86282452253', '+464'])

function callerOf(from: string | undefined): E164 | null {
  return from === undefined || HIDDEN.has(from) ? null : partyNumber(from)
}

/** `Tue, 24 Nov 2026 09:00:08 +0000` of Twilio, `2021-04-28 21:51:18.731479Z` of Telnyx; else when it reached us. */
function momentOf({ fields, request }: Told): number {
  const text = fields['Timestamp'] ?? ''
  const parsed = Date.parse(/^\d{4}-\d\d-\d\d /.test(text) ? text.replace(' ', 'T') : text)
  return Number.isNaN(parsed) || parsed < 0 ? request.receivedAt : parsed
}

function count(text: string | undefined): number | undefined {
  return text && /^\d{1,9}$/.test(text) ? Number(text) : undefined
}

function counts({ fields }: Told): Pick<CallEvent, 'seq'> {
  const seq = count(fields['SequenceNumber'])
  return seq === undefined ? {} : { seq }
}

function readVoice(told: Told): Reading {
  const { fields } = told
  const externalId = fields['CallSid']!
  const { to: number } = lineOf(told)
  if (fields['Direction']?.startsWith('outbound')) return { kind: 'ignored' }
  if (!number) return { kind: 'malformed', problem: 'To must be a phone number' }
  const from = callerOf(fields['From'])
  const start: CallEvent = { externalId, type: 'start', at: momentOf(told), direction: 'in', from, to: number }
  return { kind: 'events', events: [start], question: { kind: 'start', externalId, number, from } }
}

/** The callee's leg. Only that he answered is told of the call; how it ended is said by `dial`. */
function readLeg(told: Told): Reading {
  const { fields } = told
  const externalId = fields['ParentCallSid'] ?? ''
  if (!ID.test(externalId)) return { kind: 'malformed', problem: 'ParentCallSid must be 1 to 100 letters, digits, _ : -' }
  if (fields['CallStatus'] !== 'in-progress' && fields['CallStatus'] !== 'answered') return { kind: 'ignored' }
  return {
    kind: 'events',
    events: [{ externalId, leg: fields['CallSid']!, type: 'answered', at: momentOf(told), ...counts(told), ...lineOf(told) }],
  }
}

type Status = NonNullable<CallEvent['status']>
const DIAL_STATUS = new Map<string | undefined, Status>([
  ['completed', 'answered'],
  ['answered', 'answered'],
  ['busy', 'busy'],
  ['no-answer', 'no_answer'],
  ['failed', 'failed'],
  ['canceled', 'canceled'],
])

/** The bridge has ended. `asks`: if nobody answered and the caller is still there, Twilio wants to know where he goes next. */
function readDial(told: Told, asks: boolean): Reading {
  const { fields } = told
  const externalId = fields['CallSid']!
  const status = DIAL_STATUS.get(fields['DialCallStatus'])
  if (!status) return { kind: 'malformed', problem: `DialCallStatus must be one of ${[...DIAL_STATUS.keys()].join(', ')}` }
  const { to: number } = lineOf(told)
  const leg = ID.test(fields['DialCallSid'] ?? '') ? fields['DialCallSid'] : undefined
  const base: Omit<CallEvent, 'type'> = { externalId, at: momentOf(told), ...(leg && { leg }), ...(number && { to: number }) }
  const from = callerOf(fields['From'])
  if (asks && number && status !== 'answered' && status !== 'canceled' && fields['CallStatus'] !== 'completed') {
    return { kind: 'events', events: [{ ...base, type: 'modified' }], question: { kind: 'no-answer', externalId, number, from } }
  }
  const talkSec = status === 'answered' ? count(fields['DialCallDuration']) : 0
  return { kind: 'events', events: [{ ...base, type: 'end', from, status, ...(talkSec !== undefined && { talkSec }) }] }
}

/** The parent call is over. */
function readStatus(told: Told): Reading {
  const { fields } = told
  const status = DIAL_STATUS.get(fields['CallStatus'])
  if (!status) return { kind: 'ignored' }
  const totalSec = count(fields['CallDuration'])
  const end: CallEvent = {
    externalId: fields['CallSid']!,
    type: 'end',
    at: momentOf(told),
    from: callerOf(fields['From']),
    ...counts(told),
    ...lineOf(told),
    ...(totalSec !== undefined && { totalSec }),
    ...(status !== 'answered' && { status }),
  }
  return { kind: 'events', events: [end] }
}

function readRecording(told: Told): Reading {
  const { fields } = told
  const { RecordingSid: leg = '', RecordingUrl: url = '', RecordingStatus: status = 'completed' } = fields
  if (status !== 'completed') return { kind: 'ignored' }
  if (!ID.test(leg)) return { kind: 'malformed', problem: 'RecordingSid must be 1 to 100 letters, digits, _ : -' }
  if (!/^https?:\/\//.test(url) || url.length > 2048 || !URL.canParse(url))
    return { kind: 'malformed', problem: 'RecordingUrl must be an http(s) address' }
  const recordingUrl = `${new URL(url).href}${/\.(mp3|wav)$/.test(url) ? '' : '.mp3'}`
  return {
    kind: 'events',
    events: [{ externalId: fields['CallSid']!, leg, type: 'recording', at: momentOf(told), recordingUrl, ...lineOf(told) }],
  }
}

function readWhisper({ fields, request }: Told): Reading {
  const bytes = fromBase64url(request.query.get('say') ?? '')
  const externalId = ID.test(fields['ParentCallSid'] ?? '') ? fields['ParentCallSid']! : fields['CallSid']!
  return { kind: 'whisper', externalId, text: bytes ? new TextDecoder().decode(bytes) : '' }
}
