import type { Redis } from '@upstash/redis/cloudflare'
import type { E164, RegionCode, RouteId } from '../../brands.ts'
import type { Clock } from '../../clock.ts'
import { answerKey, answerOf, countsKey, limitKey, outboxKey, poolKeys } from '../keys.ts'
import type { BeaconCommand, HourLoad, LeaseCommand, Pool, PoolRef, SlotWish } from '../pool.port.ts'
import { requirePlain } from '../separators.ts'
import { parseBeaconReply, parseLeaseReply } from './answers.ts'
import { packRotation } from './packRotation.ts'
import { parseRing } from './parseRing.ts'
import { runScript } from './runScript.ts'
import type { Scripts } from './scripts.ts'

const chainOf = ({ route, chain }: SlotWish, indexOf: (route: RouteId, region: RegionCode) => number) => [
  chain.length,
  ...chain.map(({ region }) => indexOf(route, region)),
]
const namesOf = ({ session, visitor, page, slots }: LeaseCommand | BeaconCommand) => [session, visitor, page, ...slots.map(({ slot }) => slot)]

/** The pool on Redis: each step is one script. */
export function redisPool({ redis, scripts, clock }: { redis: Redis; scripts: Scripts; clock: Clock }): Pool {
  const run = <Reply>(script: keyof Scripts, keys: string[], args: (string | number)[]) => runScript<Reply>(redis, scripts[script], keys, args)
  const move = (script: 'drain' | 'takeBack', ref: PoolRef, numbers: E164[], keys: string[]) =>
    numbers.length === 0 ? Promise.resolve([]) : run<E164[]>(script, [outboxKey(ref.site), ...keys], [ref.route, ref.region, ...numbers])
  const keysOf = (ref: PoolRef) => poolKeys(ref.site, ref.route, ref.region)

  return {
    async lease(command) {
      const { site, request, session, visitor, page, slots, limits } = command
      requirePlain([request, ...namesOf(command)])
      const head = `${request}|${session}|${visitor ?? ''}|${page}`
      const { keys, args, indexOf } = packRotation(command, { head, slots, held: [], now: clock() })
      keys.push(answerKey(site, answerOf(page, request)), ...limits.map(({ key }) => limitKey(site, key)))
      args.push(command.visit, limits.length, ...limits.flatMap(({ max, window }) => [max, window]), slots.length)
      for (const wish of slots) {
        const { slot, route, exclusive, fixed } = wish
        args.push(slot, route, exclusive ? 1 : 0, fixed?.number ?? '', fixed?.region ?? '', ...chainOf(wish, indexOf))
      }
      return parseLeaseReply(await run('lease', keys, args))
    },

    async beacon(command) {
      const { session, page, state, slots } = command
      requirePlain(namesOf(command))
      const held = slots.filter(({ how }) => isPooled(how))
      const { keys, args, indexOf } = packRotation(command, { head: `${session}|${page}|${state}`, slots, held, now: clock() })
      args.push(state === 'hidden' ? 1 : 0, command.leasedAt, command.events, slots.length)
      for (const wish of slots) {
        const { slot, route, exclusive, number, region, how, signs } = wish
        args.push(slot, route, exclusive ? 1 : 0, number, region, isPooled(how) ? indexOf(route, region) : 0, how === 'overflow' ? 1 : 0)
        args.push(signs.tappedAt ?? 0, signs.copiedAt ?? 0, signs.intentAt ?? 0, ...chainOf(wish, indexOf))
      }
      return parseBeaconReply(await run('beacon', keys, args))
    },

    async call({ number, event, ...ref }) {
      const { pool, holders, drain, stock } = poolKeys(ref.site, ref.route, ref.region)
      const [at, ring] = await run<[number, string]>('call', [outboxKey(ref.site), pool, holders, drain, stock], [number, event])
      return { at, history: parseRing(number, ring, at) }
    },

    async history({ number, ...ref }) {
      const [at, ring] = await run<[number, string]>('history', [keysOf(ref).holders], [number])
      return parseRing(number, ring, at)
    },

    async fill(ref, numbers, as, lastSeen = {}) {
      if (numbers.length === 0) return
      const { pool, holders, drain, stock } = keysOf(ref)
      await run('fill', [pool, holders, drain, stock], [as, ...numbers.flatMap((number) => [number, lastSeen[number] ?? 0])])
    },

    drain: (ref, numbers) => move('drain', ref, numbers, [keysOf(ref).pool, keysOf(ref).drain]),

    takeBack: (ref, numbers) => move('takeBack', ref, numbers, [keysOf(ref).pool, keysOf(ref).drain, keysOf(ref).holders]),

    async remove(ref, numbers) {
      if (numbers.length === 0) return
      const { pool, holders, drain, stock } = keysOf(ref)
      await run('remove', [pool, holders, drain, stock], numbers)
    },

    async state(ref) {
      const { pool, drain, stock } = keysOf(ref)
      const [active, draining, unused] = await redis
        .multi()
        .zrange(pool, 0, -1, { withScores: true })
        .zrange(drain, 0, -1, { withScores: true })
        .zrange(stock, 0, -1)
        .exec<[string[], string[], E164[]]>()
      return {
        route: ref.route,
        region: ref.region,
        active: pairs(active).map(([number, score]) => ({ number: number as E164, score })),
        draining: pairs(draining).map(([number, since]) => ({ number: number as E164, since })),
        stock: unused,
      }
    },

    async load(site, from, to) {
      const hours = Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i)
      if (hours.length === 0) return []
      const pipeline = redis.pipeline()
      for (const hour of hours) pipeline.hgetall(countsKey(site, hour))
      const answers = await pipeline.exec<(string[] | null)[]>()
      return answers.flatMap((fields, i) =>
        pairs(fields ?? []).map(([field, count]) => {
          const [route, region, how] = field.split('|') as [RouteId, RegionCode, HourLoad['how']]
          return { hour: from + i, route, region, how, count }
        }),
      )
    },
  }
}

/** Static, sink and overflow numbers belong to no pool. */
const isPooled = (how: string) => how !== 'static' && how !== 'sink' && how !== 'overflow'

function pairs(flat: (string | number)[]): [string, number][] {
  const list: [string, number][] = []
  for (let i = 0; i < flat.length; i += 2) list.push([String(flat[i]), Number(flat[i + 1])])
  return list
}
