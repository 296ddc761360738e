/**
 * `npm run bench:pool [-- --json]`: what a lease costs on a real Redis. The last line is one JSON object:
 * scriptMicros      Redis time of one lease (INFO commandstats, usec per EVALSHA) at 5,000 numbers with full rings, goal ≤ 50
 * growthRatio       the same at 100,000 numbers in one pool ÷ at 1,000, goal ≤ 1.3
 * floorRatio        leases a second ÷ runs a second of a minimal script that moves the head and writes one hash field, goal ≥ 0.4
 * leasesPerSecond   at 5,000 numbers, 50 clients that each wait for their answer
 * sameRequestRatio  no goal: as floorRatio, but the minimal script gets the lease's own KEYS and ARGV
 * commandsRatio     no goal: rate of a script that runs the lease's twelve commands and decides nothing ÷ rate of the minimal script: what
 *                   floorRatio could be at most
 * Every lease is of a new visitor, has three regions and the two limits of one without an id, and takes the rested head. Sizes and scripts take turns;
 * each figure is the median of its rounds, each ratio the median of the rounds' own ratios. Without --json the spread is printed, too.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findRedisServer } from '../../dev/redis/findRedisServer.ts'
import { portableScript } from '../../dev/redis/scriptBook.ts'
import { startRedis } from '../../dev/redis/startRedis.ts'
import { countsKey, hourOf, poolKeys } from '../../pool/keys.ts'
import { POLICY } from '../../pool/policy.ts'
import { LEASE_LUA } from '../../pool/redis/lease.lua.ts'
import { leaseCall } from '../../pool/redis/poolCalls.ts'
import { closedLoopRate } from './closedLoop.ts'
import { encodeCommand } from './encodeCommand.ts'
import { benchLease, fillPool, REGION, restPool, ROUTE, SITE } from './filledPool.ts'

/** KEYS and ARGV of a lease: the first pool, its holders, the session; the lease's length in place of its policy. */
const SAME_REQUEST_LUA = `
local head = redis.call('ZRANGE', KEYS[5], 0, 0)[1]
redis.call('ZADD', KEYS[5], ARGV[4] + ${POLICY.lease}, head)
redis.call('HSET', KEYS[6], head .. '#0', ARGV[1])
return head
`
/** The commands of a lease by a new visitor, in their order and about their size. */
const COMMANDS_LUA = `
redis.call('TIME')
redis.call('MGET', KEYS[1], KEYS[14], KEYS[4])
redis.call('HINCRBY', KEYS[15], ARGV[3], '1')
redis.call('HINCRBY', KEYS[15], ARGV[4], '1')
local head = redis.call('ZRANGE', KEYS[5], '0', '0')[1]
local ring = redis.call('HGET', KEYS[6], head)
redis.call('HSET', KEYS[6], head, ring, head .. '#1', string.sub(ring, 32))
redis.call('ZADD', KEYS[5], ARGV[4] + ${POLICY.lease}, head)
redis.call('HINCRBY', KEYS[3], 'commands', '1')
redis.call('SET', KEYS[4], ARGV[9], 'PXAT', '4100000000000')
redis.call('XADD', KEYS[2], '*', 't', 'lease', 'h', ARGV[9], 'a', ARGV[9], 'v', ARGV[13])
redis.call('SET', KEYS[14], ARGV[9] .. ARGV[9], 'PXAT', '4100000000000')
return { 0, ARGV[9] .. ARGV[9] }
`
const FLOOR_LUA = `
local head = redis.call('ZRANGE', KEYS[1], 0, 0)[1]
redis.call('ZADD', KEYS[1], ARGV[1], head)
redis.call('HSET', KEYS[2], head, ARGV[2])
return head
`
const ROUNDS = 21
/** A round never leases a number twice. */
const BATCH = 500
const CLIENTS = 50
/** One server a size, so that sizes can take turns. */
const SIZES = [1_000, 5_000, 100_000]

const binary = findRedisServer()
if (binary === null) throw new Error('bench:pool needs a redis-server on the PATH')
const stops: (() => Promise<void>)[] = []
let seed = 0

interface Round {
  micros: number
  rate: number
}

async function open(size: number) {
  const dir = mkdtempSync(join(tmpdir(), 'rotary-bench-'))
  const redis = await startRedis({ binary: binary!, dir, durable: false })
  stops.push(async () => {
    await redis.stop()
    rmSync(dir, { recursive: true, force: true })
  })
  const { client, port } = redis
  const leaseSha = (await client.script('LOAD', portableScript(LEASE_LUA))) as string
  const floorSha = (await client.script('LOAD', FLOOR_LUA)) as string
  const commandsSha = (await client.script('LOAD', COMMANDS_LUA)) as string
  const sameRequestSha = (await client.script('LOAD', SAME_REQUEST_LUA)) as string
  await fillPool(client, { size, holders: POLICY.ring, now: Date.now() })

  const run = async (commands: Buffer[]): Promise<Round> => {
    await restPool(client, { holders: POLICY.ring, now: Date.now(), count: 2 * BATCH })
    await client.config('RESETSTAT')
    const rate = await closedLoopRate(port, commands, CLIENTS)
    const stats = await client.info('commandstats')
    return { rate, micros: Number(/cmdstat_evalsha:.*usec_per_call=([\d.]+)/.exec(stats)?.[1]) }
  }
  const { pool, holders } = poolKeys(SITE, ROUTE, REGION)
  const leases = (sha: string) => {
    const now = Date.now()
    return Array.from({ length: BATCH }, () => {
      const { keys, args } = leaseCall(benchLease(seed++, now), now)
      return encodeCommand(['EVALSHA', sha, keys.length, ...keys, ...args])
    })
  }
  return {
    lease: () => run(leases(leaseSha)),
    sameRequest: () => run(leases(sameRequestSha)),
    commands: () => run(leases(commandsSha)),
    floor: () => {
      const now = Date.now()
      return run(
        Array.from({ length: BATCH }, () => {
          seed += 1
          return encodeCommand(['EVALSHA', floorSha, 2, pool, `${holders}:floor`, now + POLICY.lease + (seed % 1000), `ses_${seed}`])
        }),
      )
    },
    /** Every lease must have been what is meant to be measured. */
    check: async () => {
      const counts = Object.entries(await client.hgetall(countsKey(SITE, hourOf(Date.now())))).filter(([field]) => field !== 'commands')
      const rested = counts.filter(([field]) => field.endsWith('|rested')).length
      if (counts.length !== rested || (await client.zcard(pool)) !== size)
        throw new Error(`not all leases were rested ones: ${JSON.stringify(counts)}`)
    },
  }
}

try {
  const [small, middle, large] = await Promise.all(SIZES.map(open))
  const taken = {
    small: [] as Round[],
    middle: [] as Round[],
    large: [] as Round[],
    floor: [] as Round[],
    sameRequest: [] as Round[],
    commands: [] as Round[],
  }
  for (let round = 0; round <= ROUNDS; round++) {
    taken.small.push(await small!.lease())
    taken.large.push(await large!.lease())
    taken.floor.push(await middle!.floor())
    taken.middle.push(await middle!.lease())
    taken.sameRequest.push(await middle!.sameRequest())
    taken.commands.push(await middle!.commands())
    // The first round loads and warms.
    if (round === 0) for (const rounds of Object.values(taken)) rounds.length = 0
  }
  for (const pool of [small!, middle!, large!]) await pool.check()
  if (!process.argv.includes('--json')) {
    for (const [name, rounds] of Object.entries(taken)) {
      const micros = rounds.map((round) => round.micros).toSorted((a, b) => a - b)
      const rates = rounds.map((round) => Math.round(round.rate))
      console.log(
        `${name.padEnd(12)} ${micros[0]} · ${median(micros)} · ${micros.at(-1)} µs in Redis (least, median, most), ${median(rates)} a second (most ${Math.max(...rates)})`,
      )
    }
  }
  const { small: least, middle: leases, large: most, floor, sameRequest, commands } = taken
  const figures = {
    scriptMicros: round2(median(leases.map(({ micros }) => micros))),
    growthRatio: round2(median(most.map(({ micros }, i) => micros / least[i]!.micros))),
    floorRatio: round2(median(leases.map(({ rate }, i) => rate / floor[i]!.rate))),
    leasesPerSecond: Math.round(median(leases.map(({ rate }) => rate))),
    commandsRatio: round2(median(commands.map(({ rate }, i) => rate / floor[i]!.rate))),
    sameRequestRatio: round2(median(leases.map(({ rate }, i) => rate / sameRequest[i]!.rate))),
  }
  console.log(JSON.stringify(figures))
} finally {
  for (const stop of stops) await stop()
}

function median(list: number[]): number {
  return list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)]!
}

function round2(n: number): number {
  return Math.round(n * 100) / 100
}
