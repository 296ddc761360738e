import type { E164 } from '../brands.ts'
import type { CallEvent } from './callEvent.ts'
import { eventKey } from './eventKey.ts'

/** `ringing` and `talking` are calls that go on; the rest are over. */
export type CallStatus = 'ringing' | 'talking' | NonNullable<CallEvent['status']>

/** What all events of one call say together. Times in ms since the epoch. */
export interface FoldedCall {
  externalId: string
  /** Null = hidden. */
  caller: E164 | null
  /** Null until an event told it. */
  number: E164 | null
  direction: NonNullable<CallEvent['direction']>
  status: CallStatus
  startedAt: number
  /** When a human answered. */
  answeredAt: number | null
  endedAt: number | null
  /** `lost`: its end was never told; `endedAt` is when it was last heard of, and how long it was talked is not known. */
  endReason: 'lost' | null
  /** 0 where nobody answered; null while the call goes on. */
  talkSec: number | null
  waitSec: number | null
  recordings: string[]
  /** Turned away by a block list. */
  spam: boolean
  /** Distinct events. */
  eventCount: number
}

/**
 * The state machine of a call, as a pure function of the set of its events: order, repetition and gaps
 * do not matter. An end without a start is a call. "Answered" means that a human answered: it takes an
 * `answered` event, or an end that says so by its status or its talk time.
 */
export function foldCall(received: readonly [CallEvent, ...CallEvent[]]): FoldedCall {
  const events = distinct(received)
  const starts = events.filter(({ type }) => type === 'start')
  const told = events.filter(({ type, lost }) => type === 'end' && !lost)
  const ends = told.length ? told : events.filter(({ type }) => type === 'end')
  const lost = ends.length > 0 && !told.length
  const answers = events.filter(({ type }) => type === 'answered')
  const end = ends.at(-1)
  const endedAt = end ? end.at : null

  const talked = longest(ends.map(({ talkSec }) => talkSec))
  const answered = answers.length > 0 || (talked ?? 0) > 0 || ends.some(({ status }) => status === 'answered')
  const answeredAt = answered ? (answers[0]?.at ?? (endedAt !== null && talked !== null ? endedAt - talked * 1000 : null)) : null
  const startedAt = Math.min(starts[0]?.at ?? impliedStart(end, talked) ?? events[0]!.at, answeredAt ?? Infinity)
  const talkSec = endedAt === null || lost ? null : answered ? (talked ?? seconds(answeredAt, endedAt)) : 0
  // A provider that says how long the caller waited knows better than our difference of two clocks.
  const waitSec = longest(ends.map(({ waitSec }) => waitSec)) ?? seconds(startedAt, answered ? answeredAt : lost ? null : endedAt)

  return {
    externalId: received[0].externalId,
    caller: firstOf([...starts, ...events], ({ from }) => from) ?? null,
    number: firstOf([...starts, ...events], ({ to }) => to) ?? null,
    direction: firstOf([...starts, ...events], ({ direction }) => direction) ?? 'in',
    status: statusOf({ ended: endedAt !== null, answered, ends }),
    startedAt,
    answeredAt,
    endedAt,
    endReason: lost ? 'lost' : null,
    talkSec,
    waitSec,
    recordings: [...new Set(events.flatMap(({ recordingUrl }) => recordingUrl ?? []))],
    spam: events.some(({ type }) => type === 'spam'),
    eventCount: events.length,
  }
}

function statusOf({ ended, answered, ends }: { ended: boolean; answered: boolean; ends: CallEvent[] }): CallStatus {
  if (!ended) return answered ? 'talking' : 'ringing'
  if (answered) return 'answered'
  // The last end that says why; an end that says nothing was simply not answered.
  return ends.findLast(({ status }) => status !== undefined)?.status ?? 'no_answer'
}

/** Where the start was lost, the end still tells how long it was ago. */
function impliedStart(end: CallEvent | undefined, talked: number | null): number | null {
  if (!end) return null
  const total = end.totalSec ?? (end.waitSec !== undefined ? end.waitSec + (talked ?? 0) : talked)
  return total === null || total === undefined ? null : end.at - total * 1000
}

/** One event per key, in an order that depends on nothing but the events. Of two that differ under one key the earlier stands. */
function distinct(received: readonly CallEvent[]): CallEvent[] {
  const byKey = new Map<string, CallEvent>()
  for (const event of received) {
    const key = eventKey(event)
    const other = byKey.get(key)
    if (!other || compare(event, other) < 0) byKey.set(key, event)
  }
  return [...byKey.values()].toSorted(compare)
}

const RANK: Record<CallEvent['type'], number> = { start: 0, spam: 1, answered: 2, modified: 3, end: 4, recording: 5 }

function compare(a: CallEvent, b: CallEvent): number {
  return a.at - b.at || RANK[a.type] - RANK[b.type] || (a.seq ?? 0) - (b.seq ?? 0) || compareText(canonical(a), canonical(b))
}

const compareText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** JSON with its members sorted: what Postgres gives back is the same event in another order of members. */
const canonical = (event: CallEvent) => JSON.stringify(Object.entries(event).toSorted(([a], [b]) => compareText(a, b)))

function firstOf<T>(events: CallEvent[], pick: (event: CallEvent) => T | null | undefined): T | undefined {
  for (const event of events) {
    const found = pick(event)
    if (found !== null && found !== undefined) return found
  }
  return undefined
}

function longest(values: (number | undefined)[]): number | null {
  const known = values.filter((value) => value !== undefined)
  return known.length ? Math.max(...known) : null
}

function seconds(from: number | null, to: number | null): number | null {
  return from === null || to === null ? null : Math.max(0, Math.round((to - from) / 1000))
}
