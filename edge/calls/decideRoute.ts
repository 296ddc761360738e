import type { E164 } from '../brands.ts'
import type { NumberRecord } from '../pool/directory.port.ts'
import type { Connection } from './connection.ts'
import { checkDestination } from './destination.ts'
import type { CallRoute, RouteQuestion } from './provider.port.ts'

/** What is known of the number that was dialled. `unavailable`: neither the hot state nor Postgres could be asked. */
export type NumberKnowledge = { kind: 'known'; record: NumberRecord } | { kind: 'unknown' } | { kind: 'unavailable' }

const RING_SECONDS = 30

/** Where a call goes. A caller is never lost: what cannot be decided goes to the connection's fallback, where there is one. */
export function decideRoute({
  question,
  connection,
  knowledge,
  isTracking,
  asksForWhisper,
}: {
  question: RouteQuestion
  connection: Connection
  knowledge: NumberKnowledge
  /** Whether a number is one of the tracking numbers: those are never a destination. */
  isTracking: (number: E164) => boolean
  /** The provider asks for the whisper when the callee has answered. */
  asksForWhisper: boolean
}): CallRoute {
  const { settings, fallback } = connection
  if (question.from && settings.blocked?.includes(question.from)) return { action: 'reject', reason: 'blocked' }
  const allowed = (destination: E164) =>
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
  const reason = why[knowledge.kind]
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
