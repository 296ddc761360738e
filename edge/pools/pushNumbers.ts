import type { E164, SiteKey } from '../brands.ts'
import type { NumberRecord } from '../pool/directory.port.ts'
import type { PoolRef } from '../pool/pool.port.ts'
import { type BoundNumber, boundRecords } from '../numbers/boundRecords.store.ts'
import type { Services } from '../services.ts'
import { loadSettings } from '../sites/loadSettings.ts'

/**
 * Tells the hot state of numbers that Postgres has bound to a site: directory, pools, and the settings where a pool is new to it.
 * Safe to repeat: what is active or draining in a pool already stays so.
 */
export async function pushNumbers(
  { db, hot }: Pick<Services, 'db' | 'hot'>,
  { site, numbers }: { site: SiteKey; numbers: E164[] },
): Promise<void> {
  if (!numbers.length) return
  await pushRecords(hot, await boundRecords(db, { site, only: numbers }))
  await pushSettings({ db, hot }, site)
}

/** Writes the site's settings as Postgres has them. */
export async function pushSettings({ db, hot }: Pick<Services, 'db' | 'hot'>, site: SiteKey): Promise<void> {
  const settings = await loadSettings(db, site)
  if (settings) await hot.settings.write(settings)
}

/** Numbers told of in one request. */
const CHUNK = 1000

/** Calls find the numbers before visitors do. `onShare` hears how much is done, 0..1. */
export async function pushRecords(
  hot: Services['hot'],
  bound: BoundNumber[],
  onShare: (share: number) => void = () => undefined,
): Promise<void> {
  let done = 0
  const tell = (more: number) => onShare((done += more) / (2 * bound.length))
  for (let i = 0; i < bound.length; i += CHUNK) {
    const some = bound.slice(i, i + CHUNK)
    await hot.numbers.put(some.map(({ record }) => record))
    tell(some.length)
  }
  for (const { ref, as, members } of byPool(bound)) {
    for (let i = 0; i < members.length; i += CHUNK) {
      const some = members.slice(i, i + CHUNK)
      const lastSeen = Object.fromEntries(some.flatMap(({ record, lastSeen: seen }) => (seen === null ? [] : [[record.number, seen]])))
      await hot.pool.fill(
        ref,
        some.map(({ record }) => record.number),
        as,
        lastSeen,
      )
      tell(some.length)
    }
  }
}

type BoundState = Exclude<NumberRecord['state'], 'stored'>

function byPool(bound: BoundNumber[]): { ref: PoolRef; as: BoundState; members: BoundNumber[] }[] {
  const pools = new Map<string, { ref: PoolRef; as: BoundState; members: BoundNumber[] }>()
  for (const one of bound) {
    const { site, route, region, state, source } = one.record
    // Static numbers stand for a source: they route calls, but rotate among nobody.
    if (source !== undefined || state === 'stored') continue
    const key = `${route}|${region}|${state}`
    const pool = pools.get(key) ?? { ref: { site, route, region }, as: state, members: [] }
    pool.members.push(one)
    pools.set(key, pool)
  }
  return [...pools.values()]
}
