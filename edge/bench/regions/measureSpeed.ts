import { readFileSync } from 'node:fs'
import { Reader } from 'mmdb-lib'
import type { RegionTable } from '../../regions/regionTable.ts'
import { median } from './median.ts'

export interface Speed {
  /** Nanoseconds a look-up, by round. */
  ours: number[]
  mmdb: number[]
  /** mmdb-lib with a cache of decoded records, as it may be used where memory does not matter. */
  cached: number[]
}

/** Rounds of the same addresses, as text, by all in turns; what else the machine does meanwhile slows all of them. */
export function measureSpeed({
  table,
  file,
  addresses,
  rounds,
}: {
  table: RegionTable
  file: string
  addresses: readonly string[]
  rounds: number
}): Speed {
  const bytes = readFileSync(file)
  const reader = new Reader<never>(bytes)
  const cache = new Map<string | number, unknown>()
  const caching = new Reader<never>(bytes, { cache: { get: (key) => cache.get(key), set: (key, value) => void cache.set(key, value) } })
  const speed: Speed = { ours: [], mmdb: [], cached: [] }
  // The first round warms the compilers. Rounds are long, since each starts with a processor's cache full of the others' data.
  for (let round = -1; round < rounds; round++) {
    const ours = nanoseconds(addresses, (address) => table.peek(address))
    const mmdb = nanoseconds(addresses, (address) => reader.get(address))
    const cached = nanoseconds(addresses, (address) => caching.get(address))
    if (round < 0) continue
    speed.ours.push(ours)
    speed.mmdb.push(mmdb)
    speed.cached.push(cached)
  }
  return speed
}

/** Median over the rounds of theirs ÷ ours, all families together: equal numbers of addresses of each. */
export function ratioOf(speeds: readonly Speed[], whose: 'mmdb' | 'cached'): number {
  const sum = (of: keyof Speed, round: number) => speeds.reduce((total, speed) => total + speed[of][round]!, 0)
  return median(speeds[0]!.ours.map((_, round) => sum(whose, round) / sum('ours', round)))
}

function nanoseconds(addresses: readonly string[], ask: (address: string) => unknown): number {
  let found = 0
  const started = performance.now()
  for (const address of addresses) if (ask(address)) found++
  const took = performance.now() - started
  if (found === 0) throw new Error('nothing was found: there is nothing to measure')
  return (took * 1e6) / addresses.length
}
