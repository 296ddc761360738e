import type { GroupCounts } from './exposure.ts'
import type { HolderGroup } from './intensityTables.ts'
import { BINS, HOLDER_GROUPS, binEnd, binStart } from './intensityTables.ts'

/** Calls still to come from an average session gone for RATIO^i seconds, from the intensities of the gone and the mix of groups. */
export const tailOf = (
  intensity: Record<HolderGroup, Pick<GroupCounts[HolderGroup], 'gone'>>,
  sessions: Record<HolderGroup, number>,
): number[] => {
  let all = 0
  for (const group of HOLDER_GROUPS) all += sessions[group]
  const tail = new Array<number>(BINS + 1).fill(0)
  for (let edge = BINS - 1; edge >= 0; edge--) {
    let calls = 0
    for (const group of HOLDER_GROUPS) {
      const { gone } = intensity[group]
      // The last bin is open, so its calls are those of the last two edges.
      const bin = Math.min(edge + 1, BINS - 1)
      const from = edge === BINS - 1 ? binEnd(BINS - 1) / 1.6082 : binStart(bin)
      const to = edge === BINS - 2 ? binEnd(BINS - 1) / 1.6082 : binEnd(bin)
      calls += (sessions[group] / Math.max(all, 1e-9)) * gone[bin]! * (to - from)
    }
    tail[edge] = tail[edge + 1]! + calls
  }
  return tail
}
