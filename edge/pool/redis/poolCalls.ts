import type { E164, RegionCode, RouteId, VisitorId } from '../../brands.ts'
import type { NumberHistory } from '../holder.ts'
import { answerKey, answerOf, limitsKey, outboxKey, poolKeys, visitorKey, windowAt } from '../keys.ts'
import type { BeaconCommand, BeaconOutcome, CallNote, LeaseCommand, LeaseOutcome, PoolRef, SlotWish } from '../pool.port.ts'
import { requirePlain } from '../separators.ts'
import { parseBeaconReply, parseLeaseReply } from './answers.ts'
import { packRotation } from './packRotation.ts'
import { parseRing } from './parseRing.ts'
import type { Scripts } from './scripts.ts'

/** One run of a script, and how to read what it answers. */
export interface ScriptCall<Outcome> {
  script: keyof Scripts
  keys: string[]
  args: (string | number)[]
  parse: (reply: unknown) => Outcome
}

const chainOf = ({ route, chain }: SlotWish, indexOf: (route: RouteId, region: RegionCode) => number) =>
  chain.map(({ region }) => String(indexOf(route, region)).padStart(3, '0')).join('')
const namesOf = ({ session, visitor, page, slots }: LeaseCommand | BeaconCommand) => [
  session,
  visitor,
  page,
  ...slots.map(({ slot }) => slot),
]
/** Static, sink and overflow numbers belong to no pool. */
const isPooled = (how: string) => how !== 'static' && how !== 'sink' && how !== 'overflow'
const ringReply = (number: E164) => (reply: unknown) => {
  const [at, ring] = reply as [number, string]
  return { at: Number(at), history: parseRing(number, ring, Number(at)) }
}

/** `now`: ms, the caller's clock: says only which hour's counter to add to. */
export function leaseCall(command: LeaseCommand, now: number): ScriptCall<LeaseOutcome> {
  const { site, request, session, visitor, page, slots, limits } = command
  requirePlain([request, ...namesOf(command)])
  const head = `${request}|${session}|${visitor ?? ''}|${page}`
  const { keys, args, indexOf } = packRotation(command, { head, slots, held: [], now })
  const windows = Map.groupBy(limits, ({ window }) => window)
  keys.push(answerKey(site, answerOf(page, request)))
  args.push(command.visit)
  for (const [length, list] of windows) {
    const { name, end } = windowAt(length, now)
    keys.push(limitsKey(site, name))
    args.push(end + list.map(({ key, max }) => `|${key}=${max}`).join(''))
  }
  for (const wish of slots) {
    const { slot, route, exclusive, fixed } = wish
    args.push([slot, route, exclusive ? 1 : 0, fixed?.number ?? '', fixed?.region ?? '', chainOf(wish, indexOf)].join('|'))
  }
  return { script: 'lease', keys, args, parse: (reply) => parseLeaseReply(reply as 'unbuilt' | [number, string]) }
}

export function beaconCall(command: BeaconCommand, now: number): ScriptCall<BeaconOutcome> {
  const { session, page, state, slots } = command
  requirePlain(namesOf(command))
  const held = slots.filter(({ how }) => isPooled(how))
  const { keys, args, indexOf } = packRotation(command, { head: `${session}|${page}|${state}`, slots, held, now })
  args.push(state === 'hidden' ? 1 : 0, command.leasedAt, command.events)
  for (const wish of slots) {
    const { slot, route, exclusive, number, region, how, signs } = wish
    const held = [number, isPooled(how) ? indexOf(route, region) : 0, how === 'overflow' ? 1 : 0]
    const shown = [signs.tappedAt ?? 0, signs.copiedAt ?? 0, signs.intentAt ?? 0]
    args.push([slot, route, exclusive ? 1 : 0, ...held, ...shown, chainOf(wish, indexOf)].join('|'))
  }
  return { script: 'beacon', keys, args, parse: (reply) => parseBeaconReply(reply as string) }
}

export function callCall({ number, event, site, route, region }: CallNote): ScriptCall<{ at: number; history: NumberHistory }> {
  const { pool, holders, aside } = poolKeys(site, route, region)
  return { script: 'call', keys: [outboxKey(site), pool, holders, aside], args: [number, event], parse: ringReply(number) }
}

export function historyCall({ number, site, route, region }: PoolRef & { number: E164 }): ScriptCall<NumberHistory> {
  const parse = (reply: unknown) => ringReply(number)(reply).history
  return { script: 'history', keys: [poolKeys(site, route, region).holders], args: [number], parse }
}

export function fillCall(
  { site, route, region }: PoolRef,
  { numbers, as, lastSeen }: { numbers: E164[]; as: 'stock' | 'active' | 'draining'; lastSeen: Partial<Record<E164, number>> },
): ScriptCall<void> {
  const { pool, holders, aside } = poolKeys(site, route, region)
  const args = [as, ...numbers.flatMap((number) => [number, lastSeen[number] ?? 0])]
  return { script: 'fill', keys: [pool, holders, aside], args, parse: () => undefined }
}

export function drainCall({ site, route, region }: PoolRef, numbers: E164[]): ScriptCall<E164[]> {
  const { pool, aside } = poolKeys(site, route, region)
  return { script: 'drain', keys: [outboxKey(site), pool, aside], args: [route, region, ...numbers], parse: (reply) => reply as E164[] }
}

export function takeBackCall({ site, route, region }: PoolRef, numbers: E164[]): ScriptCall<E164[]> {
  const { pool, aside, holders } = poolKeys(site, route, region)
  const keys = [outboxKey(site), pool, aside, holders]
  return { script: 'takeBack', keys, args: [route, region, ...numbers], parse: (reply) => reply as E164[] }
}

/** Fields of the holders hash that one run looks at, about: half a millisecond's work. */
const FORGET_AT_ONCE = 1000

export function forgetCall({ site, route, region }: PoolRef, visitor: VisitorId, cursor: string): ScriptCall<string> {
  const keys = [poolKeys(site, route, region).holders, visitorKey(site, visitor)]
  return { script: 'forget', keys, args: [visitor, cursor, FORGET_AT_ONCE], parse: String }
}

export function removeCall({ site, route, region }: PoolRef, numbers: E164[]): ScriptCall<void> {
  const { pool, holders, aside } = poolKeys(site, route, region)
  return { script: 'remove', keys: [pool, holders, aside], args: numbers, parse: () => undefined }
}
