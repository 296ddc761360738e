import { SECOND } from '../clock.ts'
import type { Holder } from '../pool/holder.ts'
import { POLICY } from '../pool/policy.ts'
import type { IntensityTables } from './intensityTables.ts'
import { tailAt } from './intensityTables.ts'

/** Calls per second from holders that the full ring of a number no longer knows: they came as often as its own, and left a tail each. */
export const forgottenIntensity = (holders: readonly Holder[], at: number, tables: IntensityTables): number => {
  const oldest = holders.at(-1)
  if (!oldest || holders.length < POLICY.ring) return 0
  const span = Math.max(1, (at - oldest.shownAt) / SECOND)
  return (holders.length / span) * tailAt(tables.tail, (at - oldest.lastSeen) / SECOND)
}
