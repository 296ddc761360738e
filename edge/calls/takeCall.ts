import { RotaryError } from '../errors.ts'
import type { CallDelivery } from './callDelivery.ts'
import type { CallEvent } from './callEvent.ts'
import type { CallPorts } from './calls.port.ts'
import type { Connection } from './connection.ts'
import { decideRoute } from './decideRoute.ts'
import { type Knowledge, knowNumbers } from './knowNumbers.ts'
import type { CallRoute, HookRequest, RouteQuestion } from './provider.port.ts'
import { within } from './within.ts'

/**
 * One webhook request of a telephony provider, from signature to answer. It is answered 2xx only after its events are
 * written: to the outbox, or to Postgres where the hot state fails. A question where a call goes is answered even if
 * nothing could be written, since a caller waits: his call is then known from its later events.
 */
export async function takeCall({
  connectionId,
  request,
  ports,
  now,
}: {
  connectionId: string
  request: HookRequest
  ports: CallPorts
  now: number
}): Promise<Response> {
  const connection = await ports.findConnection(connectionId)
  if (!connection) throw new RotaryError('not_found', 'no such connection')
  const adapter = ports.adapters[connection.provider]
  const context = { credentials: connection.credentials, settings: connection.settings, request }

  const echo = adapter.echo?.(request)
  if (echo) return echo
  const verdict = await adapter.verify(request, { ...context, now })
  if (verdict !== 'genuine') {
    throw new RotaryError('bad_signature', verdict === 'stale' ? 'the signature is too old' : 'the signature does not match')
  }
  const reading = adapter.read(request, context)
  switch (reading.kind) {
    case 'malformed':
      throw new RotaryError('invalid_body', reading.problem)
    case 'unknown-path':
      throw new RotaryError('not_found', 'this provider sends nothing there')
    case 'ignored':
      return adapter.acknowledge(context)
    case 'whisper': {
      const source = reading.text.includes('{source}') ? await findSource({ connection, externalId: reading.externalId, ports }) : ''
      return adapter.whisper?.(reading.text.replaceAll('{source}', source).trim(), context) ?? adapter.acknowledge(context)
    }
  }
  const { events, question } = reading
  const knowledge = await knowNumbers({ events, question, connection, ports })
  const [stored, route] = await Promise.all([
    storeEvents({ events: withSpam(events, { question, connection }), connection, knowledge, ports, now }),
    question && answer({ question, connection, knowledge, ports, asksForWhisper: adapter.whisper !== undefined }),
  ])
  if (route) return adapter.route(route, context)
  if (!stored) throw new RotaryError('unavailable', 'the event could not be written, send it again')
  return adapter.acknowledge(context)
}

/** The block list turns a caller away; his call is kept, marked as what it is. */
function withSpam(
  events: CallEvent[],
  { question, connection }: { question: RouteQuestion | undefined; connection: Connection },
): CallEvent[] {
  const { blocked } = connection.settings
  if (question?.kind !== 'start' || !question.from || !blocked?.includes(question.from)) return events
  return [...events, { externalId: question.externalId, type: 'spam', at: events[0]?.at ?? 0, from: question.from, to: question.number }]
}

/** True when every event is written somewhere. */
async function storeEvents({
  events,
  connection,
  knowledge,
  ports,
  now,
}: {
  events: CallEvent[]
  connection: Connection
  knowledge: Knowledge
  ports: CallPorts
  now: number
}): Promise<boolean> {
  const { patience } = ports
  const direct: CallDelivery[] = []
  for (const event of events) {
    const known = event.to && knowledge.get(event.to)
    const record = known && known.kind === 'known' ? known.record : null
    const line = record && { site: record.site, route: record.route, region: record.region, source: record.source ?? null }
    const delivery: CallDelivery = {
      connection: connection.id,
      account: record ? record.account : connection.account,
      line,
      receivedAt: now,
      event,
    }
    if (!record) {
      direct.push(delivery)
      continue
    }
    try {
      const { site, route, region, number } = record
      // In turn, not at once: the outbox keeps the order in which the provider told.
      const text = JSON.stringify(delivery)
      const { at, history } = await within(patience, ports.pool.call({ site, route, region, number, event: text }))
      ports.ring(site)
      ports.written({ id: `${at}-0`, site, type: 'call', number, event: text, history })
    } catch {
      direct.push(delivery)
    }
  }
  if (!direct.length) return true
  try {
    await within(patience, ports.ledger.store(direct))
    ports.stored()
    return true
  } catch {
    return false
  }
}

async function answer({
  question,
  connection,
  knowledge,
  ports,
  asksForWhisper,
}: {
  question: RouteQuestion
  connection: Connection
  knowledge: Knowledge
  ports: CallPorts
  asksForWhisper: boolean
}): Promise<CallRoute> {
  const dialled = knowledge.get(question.number) ?? { kind: 'unknown' }
  const candidates = [
    question.kind === 'no-answer' ? connection.settings.onNoAnswer : undefined,
    dialled.kind === 'known' ? dialled.record.destination : undefined,
    connection.fallback ?? undefined,
  ].filter((number) => number !== undefined)
  const tracking = await Promise.all(
    candidates.map((number) =>
      // Where it cannot be asked the call goes on: a circle is the lesser evil of a lost caller, and the settings were checked when they were made.
      within(ports.patience, ports.numbers.find(number)).then(
        (record) => (record ? number : null),
        () => null,
      ),
    ),
  )
  return decideRoute({ question, connection, knowledge: dialled, isTracking: (number) => tracking.includes(number), asksForWhisper })
}

async function findSource({
  connection,
  externalId,
  ports,
}: {
  connection: Connection
  externalId: string
  ports: CallPorts
}): Promise<string> {
  try {
    return (await within(ports.patience, ports.ledger.findSource({ connection, externalId }))) ?? ''
  } catch {
    return ''
  }
}
