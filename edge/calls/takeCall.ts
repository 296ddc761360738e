import type { E164 } from '../brands.ts'
import { RotaryError } from '../errors.ts'
import type { Admission, MeterStep } from '../pool/meter.port.ts'
import type { CallDelivery } from './callDelivery.ts'
import type { CallEvent } from './callEvent.ts'
import type { CallPorts } from './calls.port.ts'
import type { Connection } from './connection.ts'
import { decideRoute, destinationsOf } from './decideRoute.ts'
import { type Knowledge, knowNumbers } from './knowNumbers.ts'
import { meterStep } from './meterStep.ts'
import type { HookRequest, RouteQuestion } from './provider.port.ts'
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
  const asked = question && { question, connection, knowledge: knowledge.get(question.number) ?? ({ kind: 'unknown' } as const) }
  const destinations = asked ? destinationsOf(asked) : []
  const [{ stored, admission }, isTracking] = await Promise.all([
    storeEvents({ events: withSpam(events, { question, connection }), connection, knowledge, destinations, ports, now }),
    findTracking(destinations, ports),
  ])
  if (asked) return adapter.route(decideRoute({ ...asked, admission, isTracking, asksForWhisper: adapter.whisper !== undefined }), context)
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

interface Stored {
  /** Every event is written somewhere. */
  stored: boolean
  /** What the account's limits say of the question's call, where they could be asked. */
  admission?: Admission | undefined
}

async function storeEvents({
  events,
  connection,
  knowledge,
  destinations,
  ports,
  now,
}: {
  events: CallEvent[]
  connection: Connection
  knowledge: Knowledge
  /** Where the call that the first event asks for may go. */
  destinations: E164[]
  ports: CallPorts
  now: number
}): Promise<Stored> {
  const { patience, unlimited } = ports
  const direct: CallDelivery[] = []
  const counting: Promise<Admission | undefined>[] = []
  let admission: Admission | undefined
  for (const [i, event] of events.entries()) {
    const known = event.to && knowledge.get(event.to)
    const record = known && known.kind === 'known' ? known.record : null
    const line = record && { site: record.site, route: record.route, region: record.region, source: record.source ?? null }
    const account = record ? record.account : connection.account
    const delivery: CallDelivery = { connection: connection.id, account, line, receivedAt: now, event }
    const meter = unlimited.has(account)
      ? null
      : meterStep(event, { account, connection: connection.id, destinations: i === 0 ? destinations : [] })
    if (!record) {
      direct.push(delivery)
      if (meter) counting.push(countAlone(meter, ports))
      continue
    }
    try {
      const { site, route, region, number } = record
      // In turn, not at once: the outbox keeps the order in which the provider told.
      const text = JSON.stringify(delivery)
      const note = { site, route, region, number, event: text, ...(meter && { meter }) }
      const { at, history, admission: counted } = await within(patience, ports.pool.call(note))
      if (counted) unlimited.hear(account, counted)
      if (i === 0) admission = counted
      ports.ring(site)
      ports.written({ id: `${at}-0`, site, type: 'call', number, event: text, history })
    } catch {
      direct.push(delivery)
    }
  }
  const stored = direct.length === 0 || (await storeDirectly(direct, ports))
  const [first] = await Promise.all(counting)
  return { stored, admission: admission ?? first }
}

async function storeDirectly(deliveries: CallDelivery[], { ledger, stored, patience }: CallPorts): Promise<boolean> {
  try {
    await within(patience, ledger.store(deliveries))
    stored()
    return true
  } catch {
    return false
  }
}

/** A call on a number that nobody knows counts for the connection's account. */
async function countAlone(step: MeterStep, { meter, unlimited, patience }: CallPorts): Promise<Admission | undefined> {
  try {
    const admission = await within(patience, meter.count(step))
    unlimited.hear(step.account, admission)
    return admission
  } catch {
    return undefined
  }
}

/** Whether a number is one of the tracking numbers, of those asked for. */
async function findTracking(candidates: E164[], { numbers, patience }: CallPorts): Promise<(number: E164) => boolean> {
  const tracking = await Promise.all(
    candidates.map((number) =>
      // Where it cannot be asked the call goes on: a circle is the lesser evil of a lost caller, and the settings were checked when they were made.
      within(patience, numbers.find(number)).then(
        (record) => (record ? number : null),
        () => null,
      ),
    ),
  )
  return (number) => tracking.includes(number)
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
