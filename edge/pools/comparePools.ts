import type { E164 } from '../brands.ts'
import type { NumberRecord } from '../pool/directory.port.ts'
import type { PoolState } from '../pool/pool.port.ts'
import type { NumberState } from '../numbers/numbers.table.ts'

/** A number of one pool on which the hot state and Postgres differ; null = it is not in this pool. */
export interface Difference {
  number: E164
  hot: 'active' | 'draining' | 'stock' | null
  /** Bound states only; anything else of Postgres is null. */
  database: 'active' | 'draining' | 'stock' | null
}

type PoolMember = Exclude<NumberRecord['state'], 'stored'>

/** Where the two differ, by number. */
export function comparePools({ hot, database }: { hot: PoolState; database: ReadonlyMap<E164, PoolMember> }): Difference[] {
  const held = new Map<E164, PoolMember>()
  for (const number of hot.stock) held.set(number, 'stock')
  for (const { number } of hot.draining) held.set(number, 'draining')
  for (const { number } of hot.active) held.set(number, 'active')
  return [...new Set([...held.keys(), ...database.keys()])]
    .map((number) => ({ number, hot: held.get(number) ?? null, database: database.get(number) ?? null }))
    .filter(({ hot: here, database: there }) => here !== there)
    .sort((a, b) => (a.number < b.number ? -1 : 1))
}

/**
 * Who is right: which of its numbers a site has Postgres says, in which state they are the hot state does, since it moves them
 * first.
 */
export function repairOf({
  hot,
  database,
}: Difference): { kind: 'fill'; as: PoolMember } | { kind: 'remove' } | { kind: 'record'; as: NumberState } {
  if (hot === null) return { kind: 'fill', as: database! }
  return database === null ? { kind: 'remove' } : { kind: 'record', as: hot }
}
