import type { Redis } from 'ioredis'
import type { E164, PageId, RegionCode, RouteId, SessionId, SiteKey, VisitorId } from '../../brands.ts'
import { HOUR, MINUTE } from '../../clock.ts'
import { builtKey, poolKeys } from '../../pool/keys.ts'
import { POLICY } from '../../pool/policy.ts'
import type { LeaseCommand } from '../../pool/pool.port.ts'

export const SITE = 'pk_bench' as SiteKey
export const ROUTE = 'rou_01970000000070008000000000000001' as RouteId
export const REGION = 'RU-MOW' as RegionCode
const CHAIN = [REGION, 'RU-SPE', 'RU'] as RegionCode[]

const hex = (n: number) => n.toString(16).padStart(32, '0')
export const numberAt = (i: number) => `+7495${String(i).padStart(7, '0')}` as E164

/** A ring as long use leaves it, as fields of the holders hash: `holders` sessions with ids of full length, all gone. */
function ring(holders: number, i: number, now: number): string[] {
  const record = (k: number) => {
    const seen = now - HOUR - k * MINUTE
    const moments = `${seen - MINUTE}${seen}${k % 5 ? '0000000000000' : seen}${'0000000000000'}${k % 7 ? '0000000000000' : seen}`
    return `ses_${hex(i * 100 + k)},${moments}m0,vis_${hex(i * 100 + k)},RU-MOW,0.85`
  }
  const older = Array.from({ length: holders - 1 }, (_, k) => [`${numberAt(i)}#${k}`, record(k + 1)])
  return [numberAt(i), `H0000000000000${now - HOUR}${String(holders).padStart(2, '0')}00;${record(0)}`, ...older.flat()]
}

/** A pool of `size` numbers in Redis whose rings hold `holders` sessions each. */
export async function fillPool(client: Redis, { size, holders, now }: { size: number; holders: number; now: number }): Promise<void> {
  await client.flushall()
  await client.set(builtKey(SITE), now)
  const { pool, holders: rings } = poolKeys(SITE, ROUTE, REGION)
  for (let from = 0; from < size; from += 1000) {
    const numbers = Array.from({ length: Math.min(1000, size - from) }, (_, i) => from + i)
    await client
      .pipeline()
      .zadd(pool, ...numbers.flatMap((i) => [now - HOUR - (i % 60) * MINUTE, numberAt(i)]))
      .hset(rings, ...numbers.flatMap((i) => ring(holders, i, now)))
      .exec()
  }
}

/**
 * Rests the numbers that were held again and ends what pages held them, so that the next lease finds what the first one found.
 * `count`: of the latest released; more than were leased.
 */
export async function restPool(client: Redis, { holders, now, count }: { holders: number; now: number; count: number }): Promise<void> {
  const { pool, holders: rings } = poolKeys(SITE, ROUTE, REGION)
  const held = await client.zrange(pool, now, '+inf', 'BYSCORE', 'LIMIT', 0, count)
  if (held.length === 0) return
  const indexes = held.map((number) => Number(number.slice(5)))
  await client
    .pipeline()
    .zadd(pool, ...indexes.flatMap((i) => [now - HOUR - (i % 60) * MINUTE, numberAt(i)]))
    .hset(rings, ...indexes.flatMap((i) => ring(holders, i, now).slice(0, 2)))
    .exec()
}

/** The lease of a new visitor: one slot, three regions, and the limits that one has who brings no id: address and network. */
export function benchLease(i: number, now: number): LeaseCommand {
  const id = hex(0x1000000 + i)
  return {
    site: SITE,
    request: `req_${id.slice(16)}`,
    session: `ses_${id}` as SessionId,
    visitor: `vis_${id}` as VisitorId,
    page: `pag_${id.slice(20)}` as PageId,
    startedAt: now,
    profile: { device: 'mobile', region: REGION, weight: 0.85, suspect: false },
    slots: [{ slot: '+74951234567', route: ROUTE, chain: CHAIN.map((region) => ({ region, size: 100 })), exclusive: false }],
    preferRegion: false,
    overflow: { kind: 'share' },
    sink: null,
    limits: [
      { key: `a:${id.slice(0, 22)}`, max: 1e9, window: HOUR },
      { key: `n:${i % 50}`, max: 1e9, window: HOUR },
    ],
    policy: POLICY,
    visit: JSON.stringify({
      url: 'https://www.example.com/windows/plastic?utm_source=yandex&utm_medium=cpc&utm_campaign=12345678&yclid=1234567890123456789',
      referrer: 'https://yandex.ru/',
      touch: { source: 'yandex', medium: 'cpc', campaign: '12345678', term: '', content: '' },
      consent: 'full',
      language: 'ru',
      timeZone: 'Europe/Moscow',
    }),
  }
}
