import { readFileSync } from 'node:fs'
import { Reader } from 'mmdb-lib'
import type { RegionTable } from '../../regions/regionTable.ts'
import { median } from './median.ts'

export interface Speed {
  /** Nanoseconds a look-up, medians. */
  ours: number
  mmdb: number
  /** mmdb-lib with a cache of decoded records, as it may be used where memory does not matter. */
  cached: number
}

const ROUNDS = 7

/** The same addresses, as text, by both in turns. */
export function measureSpeed({ table, file, addresses }: { table: RegionTable; file: string; addresses: readonly string[] }): Speed {
  const bytes = readFileSync(file)
  const reader = new Reader<never>(bytes)
  const cache = new Map<string | number, unknown>()
  const caching = new Reader<never>(bytes, { cache: { get: (key) => cache.get(key), set: (key, value) => void cache.set(key, value) } })
  const rounds = { ours: [] as number[], mmdb: [] as number[], cached: [] as number[] }
  for (let round = 0; round <= ROUNDS; round++) {
    const figures = {
      ours: nanoseconds(addresses, (address) => table.peek(address)),
      mmdb: nanoseconds(addresses, (address) => reader.get(address)),
      cached: nanoseconds(addresses, (address) => caching.get(address)),
    }
    // The first round warms caches and compilers.
    if (round > 0) for (const who of ['ours', 'mmdb', 'cached'] as const) rounds[who].push(figures[who])
  }
  return { ours: median(rounds.ours), mmdb: median(rounds.mmdb), cached: median(rounds.cached) }
}

function nanoseconds(addresses: readonly string[], ask: (address: string) => unknown): number {
  let found = 0
  const started = performance.now()
  for (const address of addresses) if (ask(address)) found++
  const took = performance.now() - started
  if (found === 0) throw new Error('nothing was found: there is nothing to measure')
  return (took * 1e6) / addresses.length
}
