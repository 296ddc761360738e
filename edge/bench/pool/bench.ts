/**
 * `npm run bench:pool [-- --json]`: what a lease costs on a real Redis. The last line is one JSON object:
 * scriptMicros     Redis time of one lease (INFO commandstats, usec per EVALSHA) at 5,000 numbers with full rings, goal ≤ 50
 * growthRatio      the same at 100,000 numbers in one pool ÷ at 1,000, goal ≤ 1.3
 * floorRatio       leases a second ÷ runs a second of a script that moves the head and writes one hash field, goal ≥ 0.4
 * leasesPerSecond  on one pipelined connection at 5,000 numbers, server and parsing included
 * Every lease is of a new visitor and takes the rested head. Each figure is the median of its rounds.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findRedisServer } from '../../dev/redis/findRedisServer.ts'
import { portableScript } from '../../dev/redis/scriptBook.ts'
import { startRedis } from '../../dev/redis/startRedis.ts'
import { poolKeys } from '../../pool/keys.ts'
import { POLICY } from '../../pool/policy.ts'
import { LEASE_LUA } from '../../pool/redis/lease.lua.ts'
import { leaseCall } from '../../pool/redis/poolCalls.ts'
import { benchLease, fillPool, REGION, restPool, ROUTE, SITE } from './filledPool.ts'
import { connectResp, encodeBatch } from './respClient.ts'

const FLOOR_LUA = `
local head = redis.call('ZRANGE', KEYS[1], 0, 0)[1]
redis.call('ZADD', KEYS[1], ARGV[1], head)
redis.call('HSET', KEYS[2], head, ARGV[2])
return head
`
const ROUNDS = 25
/** A round never leases a number twice. */
const BATCH = 500

const binary = findRedisServer()
if (binary === null) throw new Error('bench:pool needs a redis-server on the PATH')
const dir = mkdtempSync(join(tmpdir(), 'rotary-bench-'))
const redis = await startRedis({ binary, dir, durable: false })
const { client } = redis
let seed = 0

try {
  const leaseSha = (await client.script('LOAD', portableScript(LEASE_LUA))) as string
  const floorSha = (await client.script('LOAD', FLOOR_LUA)) as string
  const wire = await connectResp(redis.port)

  const leaseBatch = (now: number) =>
    encodeBatch(
      Array.from({ length: BATCH }, () => {
        const { keys, args } = leaseCall(benchLease(seed++, now), now)
        return ['EVALSHA', leaseSha, keys.length, ...keys, ...args]
      }),
    )
  const floorBatch = (now: number) => {
    const { pool, holders } = poolKeys(SITE, ROUTE, REGION)
    return encodeBatch(
      Array.from({ length: BATCH }, () => {
        const i = seed++
        return ['EVALSHA', floorSha, 2, pool, `${holders}:floor`, now + POLICY.lease + i, `ses_${i}`]
      }),
    )
  }
  const timed = async (batch: Buffer) => {
    await client.config('RESETSTAT')
    const from = performance.now()
    await wire.send(batch)
    const seconds = (performance.now() - from) / 1000
    const stats = await client.info('commandstats')
    return { rate: BATCH / seconds, micros: Number(/cmdstat_evalsha:.*usec_per_call=([\d.]+)/.exec(stats)?.[1]) }
  }
  const measure = async (size: number, floor: boolean) => {
    const now = Date.now()
    await fillPool(client, { size, holders: POLICY.ring, now })
    await wire.send(leaseBatch(now))
    const rounds: { micros: number; rate: number; floorRate: number }[] = []
    for (let round = 0; round < ROUNDS; round++) {
      await restPool(client, { size, holders: POLICY.ring, now })
      const lease = await timed(leaseBatch(now))
      if (floor) await restPool(client, { size, holders: POLICY.ring, now })
      rounds.push({ ...lease, floorRate: floor ? (await timed(floorBatch(now))).rate : 0 })
    }
    const { pool } = poolKeys(SITE, ROUTE, REGION)
    if ((await client.zcard(pool)) !== size) throw new Error('the pool changed its size')
    return {
      micros: median(rounds.map(({ micros }) => micros)),
      rate: median(rounds.map(({ rate }) => rate)),
      floorRate: median(rounds.map(({ floorRate }) => floorRate)),
      spread: `${Math.min(...rounds.map(({ micros }) => micros)).toFixed(1)}–${Math.max(...rounds.map(({ micros }) => micros)).toFixed(1)}`,
    }
  }

  const small = await measure(1_000, false)
  const middle = await measure(5_000, true)
  const large = await measure(100_000, false)
  wire.close()
  if (!process.argv.includes('--json')) {
    for (const [size, { micros, spread, rate }] of [['1,000', small], ['5,000', middle], ['100,000', large]] as const) {
      console.log(`${size.padStart(8)} numbers, rings of ${POLICY.ring}: ${micros.toFixed(1)} µs a lease (${spread}), ${Math.round(rate)} leases/s`)
    }
    console.log(`least script: ${Math.round(middle.floorRate)} runs/s`)
  }
  const figures = {
    scriptMicros: round2(middle.micros),
    growthRatio: round2(large.micros / small.micros),
    floorRatio: round2(middle.rate / middle.floorRate),
    leasesPerSecond: Math.round(middle.rate),
  }
  console.log(JSON.stringify(figures))
} finally {
  await redis.stop()
  rmSync(dir, { recursive: true, force: true })
}

function median(list: number[]): number {
  return list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)]!
}

function round2(n: number): number {
  return Math.round(n * 100) / 100
}
