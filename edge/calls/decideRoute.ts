import type { E164 } from '../brands.ts'
import type { NumberRecord } from '../pool/directory.port.ts'
import type { Admission } from '../pool/meter.port.ts'
import type { Connection } from './connection.ts'
import { checkDestination } from './destination.ts'
import type { CallRoute, RouteQuestion } from './provider.port.ts'

/** What is known of the number that was dialled. `unavailable`: neither the hot state nor Postgres could be asked. */
export type NumberKnowledge = { kind: 'known'; record: NumberRecord } | { kind: 'unknown' } | { kind: 'unavailable' }

const RING_SECONDS = 30

interface Asked {
  question: RouteQuestion
  connection: Connection
  knowledge: NumberKnowledge
}

/** Where the call may go, in order of preference, as far as the numbers alone say. Empty for a blocked caller, who goes nowhere. */
export function destinationsOf({ question, connection: { settings, fallback }, knowledge }: Asked): E164[] {
  if (isBlocked(question, settings)) return []
  const wanted =
    question.kind === 'no-answer'
      ? [settings.onNoAnswer]
      : [knowledge.kind === 'known' ? knowledge.record.destination : undefined, fallback]
  return [...new Set(wanted)].filter(
    (number): number is E164 =>
      !!number && checkDestination(number, { countries: settings.countries, isTracking: false }).kind === 'allowed',
  )
}

const isBlocked = ({ from }: RouteQuestion, { blocked }: Connection['settings']) => !!from && !!blocked?.includes(from)

/**
 * Where a call goes. A caller is never lost: what cannot be decided goes to the connection's fallback, where there is one. Limits are
 * the one exception: too many calls are answered with busy, as a telephone network does itself, and so is a call when neither its
 * destination nor the fallback has minutes left.
 */
export function decideRoute({
  question,
  connection,
  knowledge,
  admission,
  isTracking,
  asksForWhisper,
}: Asked & {
  /** What the account's limits say of `destinationsOf`; absent: they could not be asked. */
  admission?: Admission | undefined
  /** Whether a number is one of the tracking numbers: those are never a destination. */
  isTracking: (number: E164) => boolean
  /** The provider asks for the whisper when the callee has answered. */
  asksForWhisper: boolean
}): CallRoute {
  const { settings, fallback } = connection
  if (isBlocked(question, settings)) return { action: 'reject', reason: 'blocked' }
  if (admission?.kind === 'refused') return { action: 'reject', reason: question.kind === 'start' ? 'limit' : 'no-route' }
  const spent = admission?.kind === 'admitted' ? destinationsOf({ question, connection, knowledge }).slice(0, admission.destination) : []
  const allowed = (destination: E164) =>
    !spent.includes(destination) &&
    checkDestination(destination, { countries: settings.countries, isTracking: isTracking(destination) }).kind === 'allowed'
  const forward = (destination: E164, more: Partial<CallRoute & { action: 'forward' }> = {}): CallRoute => ({
    action: 'forward',
    destination,
    ringSeconds: settings.ringSeconds ?? RING_SECONDS,
    record: settings.record ?? false,
    askOnNoAnswer: false,
    ...more,
  })

  if (question.kind === 'no-answer') {
    const next = settings.onNoAnswer
    return next && allowed(next) ? forward(next) : { action: 'reject', reason: 'no-route' }
  }
  if (knowledge.kind === 'known' && allowed(knowledge.record.destination)) {
    const whisper = whisperText({ template: settings.whisper, record: knowledge.record, asksForWhisper })
    return forward(knowledge.record.destination, {
      ...(whisper && { whisper }),
      askOnNoAnswer: settings.onNoAnswer !== undefined,
    })
  }
  const why = { known: 'destination-refused', unknown: 'unknown-number', unavailable: 'unavailable' } as const
  const reason = knowledge.kind === 'known' && spent.includes(knowledge.record.destination) ? 'limit' : why[knowledge.kind]
  if (fallback && allowed(fallback)) return forward(fallback, { fallback: reason })
  return { action: 'reject', reason: reason === 'unavailable' ? 'no-route' : reason }
}

function whisperText({
  template,
  record,
  asksForWhisper,
}: {
  template: string | undefined
  record: NumberRecord
  asksForWhisper: boolean
}): string {
  if (!template) return ''
  const source = record.source ?? (asksForWhisper ? '{source}' : '')
  return template.replaceAll('{region}', record.region).replaceAll('{source}', source).trim()
}
