import type { HolderGroup, IntensityRow } from './intensityTables.ts'
import { BINS, HOLDER_GROUPS, RATIO } from './intensityTables.ts'

/** Calls still to come from an average session gone for RATIO^i seconds, i = 0 … 34: intensities of the gone, by the mix of groups. */
export const tailOf = (intensity: Record<HolderGroup, { gone: IntensityRow }>, sessions: Record<HolderGroup, number>): number[] => {
  let all = 0
  for (const group of HOLDER_GROUPS) all += sessions[group]
  const tail = new Array<number>(BINS + 1).fill(0)
  for (let edge = BINS - 1; edge >= 0; edge--) {
    const seconds = RATIO ** (edge + 1) - RATIO ** edge
    // The last bin is open: it counts for both of the last two stretches.
    const bin = Math.min(edge + 1, BINS - 1)
    let calls = 0
    for (const group of HOLDER_GROUPS) calls += (sessions[group] / Math.max(all, 1e-9)) * intensity[group].gone[bin]! * seconds
    tail[edge] = tail[edge + 1]! + calls
  }
  return tail
}
