/**
 * `npm run bench:edge [-- --json]`: the hot path in workerd with a real Redis, and what comes after it. The last line is one JSON object:
 * leaseRatio    leases a second ÷ requests a second of a bare worker (Hono, bodies of the same size, one PING by the same driver), goal ≥ 0.85
 * beaconRatio   the same for beacons of two events, goal ≥ 0.85
 * ingestRatio   events a second from the outbox into the tables ÷ bare batched INSERTs of the same rows by the same driver, goal ≥ 0.7;
 *               `ingestJsonRatio`, no goal: ÷ the same rows by our own faster form of INSERT
 * Beside them for each: rates, p50 and p99 in ms with 16 clients that wait for their answer, CPU ms of workerd per request, and the bare worker's
 * share of ours (`…CpuRatio`, which a busy machine does not spoil). Each lease
 * is of a new visitor; numbers are plenty. Redis and Postgres (PGlite) are processes of their own, by the gateways of the embedded
 * default. Kinds take turns; each figure is the median of five rounds, each ratio the median of the rounds' own.
 */
import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis } from '@upstash/redis/cloudflare'
import type { E164, RegionCode } from '../../brands.ts'
import type { LeaseAnswer } from '../../contract.ts'
import { migrate } from '../../db/migrate.ts'
import { connect } from '../../db/client.ts'
import { BROWSER, ORIGIN, aVisit } from '../../dev/aVisit.ts'
import { startHost, type Host } from '../../dev/launcher/startHost.ts'
import type { PostgresHostOptions, PostgresHostValue } from '../../dev/postgres/host.ts'
import { findRedisServer } from '../../dev/redis/findRedisServer.ts'
import type { RedisHostOptions, RedisHostValue } from '../../dev/redis/host.ts'
import { DEMO, seed } from '../../dev/seed.ts'
import { servicesOver } from '../../dev/servicesOver.ts'
import { TEST_HOOK_SECRET, TEST_MASTER_KEY } from '../../dev/testSecrets.ts'
import { bundleWorker } from '../../dev/worker/bundleWorker.ts'
import { newId } from '../../ids.ts'
import { outboxKey } from '../../pool/keys.ts'
import { REDIS_CLIENT_OPTIONS, redisHotState } from '../../pool/redis/redisHotState.ts'
import { median } from '../regions/median.ts'
import { closedLoop, type LoopResult } from './closedLoop.ts'
import { type IngestRound, measureIngest } from './measureIngest.ts'
import { serveWorker, type ServedWorker } from './serveWorker.ts'

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 5)
const SECONDS = Number(process.env.BENCH_SECONDS ?? 3)
const CLIENTS = 16
const NUMBERS = 20_000
const VISITS = Number(process.env.BENCH_VISITS ?? 2000)
const TOKEN = 'bench'
const json = process.argv.includes('--json')

const binary = findRedisServer()
if (binary === null) throw new Error('bench:edge needs a redis-server on the PATH')
const dir = realpathSync(mkdtempSync(join(tmpdir(), 'rotary-bench-edge-')))
const hosts: Host<unknown>[] = []
const workers: ServedWorker[] = []

async function start<Value>(name: string, module: string, options: object): Promise<Value> {
  const onDeath = (message: string) => console.error(message)
  const host = await startHost<Value>({ name, module: join(import.meta.dirname, module), options, dataFolder: dir, onDeath })
  hosts.push(host)
  return host.value
}

try {
  const redisOptions: RedisHostOptions = { binary, dir: join(dir, 'redis'), token: TOKEN }
  const postgresOptions: PostgresHostOptions = { dir: join(dir, 'postgres'), password: 'bench' }
  const { url } = await start<RedisHostValue>('Redis', '../../dev/redis/host.ts', redisOptions)
  const { databaseUrl } = await start<PostgresHostValue>('Postgres', '../../dev/postgres/host.ts', postgresOptions)
  await migrate(databaseUrl, 'edge/db/migrations')
  await seed({ databaseUrl, redis: { url, token: TOKEN }, masterKey: TEST_MASTER_KEY, hookSecret: TEST_HOOK_SECRET })
  const redis = new Redis({ url, token: TOKEN, ...REDIS_CLIENT_OPTIONS })
  const hot = redisHotState(redis)
  const ref = { site: DEMO.siteKey, route: DEMO.targets[0]!.route, region: 'RU-MOW' as RegionCode }
  for (let i = 0; i < NUMBERS; i += 1000) {
    await hot.pool.fill(
      ref,
      Array.from({ length: 1000 }, (_, j) => `+7499${String(i + j).padStart(7, '0')}` as E164),
      'active',
    )
  }

  const bindings = {
    DATABASE_URL: databaseUrl,
    TOKEN_SECRET: 'token secret of the bench',
    MASTER_KEY: TEST_MASTER_KEY,
    PUBLIC_URL: 'https://edge.test',
    ROTARY_EMBEDDED: '1',
    UPSTASH_REDIS_REST_URL: url,
    UPSTASH_REDIS_REST_TOKEN: TOKEN,
  }
  const ours = await serveWorker((await bundleWorker('edge/worker.ts')).script, { bindings, dataFolder: dir })
  workers.push(ours)
  const visitors = await leaseSome(ours.port, 200)
  const answers = { LEASE_ANSWER: visitors[0]!.text, BEACON_ANSWER: await beaconText(ours.port, visitors[0]!) }
  const bare = await serveWorker((await bundleWorker(join(import.meta.dirname, 'bareWorker.ts'))).script, {
    bindings: { ...bindings, ...answers },
    dataFolder: dir,
  })
  workers.push(bare)

  const beacon = beaconsOf(visitors)
  const kinds = {
    lease: { wanted: '"reason":"leased"', worker: ours, next: nextLease },
    bareLease: { wanted: '"reason":"leased"', worker: bare, next: nextLease },
    beacon: { wanted: '"reason":"kept"', worker: ours, next: beacon },
    bareBeacon: { wanted: '"reason":"kept"', worker: bare, next: beacon },
  }
  const rounds: Record<string, (LoopResult & { cpu: number })[]> = {}
  for (let round = -1; round < ROUNDS; round++) {
    for (const [name, { worker, next, wanted }] of Object.entries(kinds)) {
      const before = worker.cpu()
      const result = await closedLoop({ port: worker.port, connections: CLIENTS, seconds: SECONDS, next, wanted })
      await redis.del(outboxKey(DEMO.siteKey))
      // The first round warms the engines up.
      if (round >= 0) (rounds[name] ??= []).push({ ...result, cpu: (worker.cpu() - before) / result.requests })
    }
    if (!json && round >= 0)
      console.log(
        Object.entries(rounds)
          .map(([name, all]) => `${name} ${Math.round(all.at(-1)!.rate)}/s`)
          .join('  '),
      )
  }

  // The consumer's, in this process.
  const services = servicesOver({ databaseUrl, db: connect(databaseUrl), hot, clock: Date.now })
  const ingest: IngestRound[] = []
  for (let round = -1; round < ROUNDS; round++) {
    await redis.del(outboxKey(DEMO.siteKey))
    const result = await measureIngest({ services, redis, seed: 10 + round, visits: VISITS })
    if (round >= 0) ingest.push(result)
    if (!json && round >= 0)
      console.log(`ingest ${Math.round(result.ours)}/s  bare ${Math.round(result.bare)}/s  json ${Math.round(result.json)}/s`)
  }

  const ratio = (name: string, other: string) => median(rounds[name]!.map(({ rate }, i) => rate / rounds[other]![i]!.rate))
  const cpuRatio = (name: string, other: string) => median(rounds[name]!.map(({ cpu }, i) => rounds[other]![i]!.cpu / cpu))
  const figures = (name: string) => ({
    perSecond: Math.round(median(rounds[name]!.map(({ rate }) => rate))),
    p50: rounded(median(rounds[name]!.map(({ p50 }) => p50))),
    p99: rounded(median(rounds[name]!.map(({ p99 }) => p99))),
    failed: rounds[name]!.reduce((sum, { failed }) => sum + failed, 0),
    cpuMs: rounded(median(rounds[name]!.map(({ cpu }) => cpu)), 3),
  })
  const report = {
    leaseRatio: rounded(ratio('lease', 'bareLease'), 3),
    beaconRatio: rounded(ratio('beacon', 'bareBeacon'), 3),
    ingestRatio: rounded(median(ingest.map((one) => one.ours / one.bare)), 3),
    ingestJsonRatio: rounded(median(ingest.map((one) => one.ours / one.json)), 3),
    lease: figures('lease'),
    bareLease: figures('bareLease'),
    beacon: figures('beacon'),
    bareBeacon: figures('bareBeacon'),
    leaseCpuRatio: rounded(cpuRatio('lease', 'bareLease'), 3),
    beaconCpuRatio: rounded(cpuRatio('beacon', 'bareBeacon'), 3),
    ingestPerSecond: Math.round(median(ingest.map((one) => one.ours))),
    bareInsertsPerSecond: Math.round(median(ingest.map((one) => one.bare))),
    jsonInsertsPerSecond: Math.round(median(ingest.map((one) => one.json))),
  }
  console.log(JSON.stringify(report))
} finally {
  await Promise.allSettled([...workers, ...hosts].map((one) => one.stop()))
  rmSync(dir, { recursive: true, force: true })
}

function rounded(figure: number, digits = 2): number {
  return Number(figure.toFixed(digits))
}

function request(path: string, body: unknown): Buffer {
  const text = JSON.stringify(body)
  const head = [
    `POST ${path} HTTP/1.1`,
    'Host: edge.test',
    `Origin: ${ORIGIN}`,
    `User-Agent: ${BROWSER}`,
    'CF-Connecting-IP: 203.0.113.7',
    'Content-Type: text/plain;charset=UTF-8',
    `Content-Length: ${Buffer.byteLength(text)}`,
  ]
  return Buffer.from(`${head.join('\r\n')}\r\n\r\n${text}`)
}

function nextLease(): Buffer {
  return request('/v1/leases', aVisit({ language: 'ru-RU', timeZone: 'Europe/Moscow' }))
}

interface Visitor extends Pick<LeaseAnswer, 'token'> {
  page: string
  text: string
}

async function leaseSome(port: number, count: number): Promise<Visitor[]> {
  const given: Visitor[] = []
  for (let i = 0; i < count; i++) {
    const visit = aVisit()
    const headers = { Origin: ORIGIN, 'User-Agent': BROWSER }
    const response = await fetch(`http://127.0.0.1:${port}/v1/leases`, { method: 'POST', headers, body: JSON.stringify(visit) })
    const text = await response.text()
    const { token, reason } = JSON.parse(text) as LeaseAnswer
    if (!token) throw new Error(`bench:edge was given no lease: ${reason}`)
    given.push({ token, page: visit.page, text })
  }
  return given
}

function beaconsOf(visitors: Visitor[]): () => Buffer {
  const ids = { now: () => Date.now(), random: (bytes: Uint8Array<ArrayBuffer>) => crypto.getRandomValues(bytes) }
  let turn = 0
  return () => {
    const { token, page } = visitors[turn++ % visitors.length]!
    const id = () =>
      newId<string>('evt', ids)
        .slice(4)
        .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
    const at = Date.now()
    const events = [
      { id: id(), at, type: 'page', url: `${ORIGIN}/prices` },
      { id: id(), at, type: 'engagement', engaged: 12_000, scroll: 40, seen: { '+74951234567': 4000 } },
    ]
    return request('/v1/beacons', { token, page, state: 'visible', at, events })
  }
}

async function beaconText(port: number, visitor: Visitor): Promise<string> {
  const whole = beaconsOf([visitor])().toString()
  const body = whole.slice(whole.indexOf('\r\n\r\n') + 4)
  return (await fetch(`http://127.0.0.1:${port}/v1/beacons`, { method: 'POST', body })).text()
}
