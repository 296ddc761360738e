import type { E164 } from '../brands.ts'
import { DAY } from '../clock.ts'
import { storageTime } from './storageTime.ts'

export interface StoredNumber {
  number: E164
  /** ms: when its storage began; a call began it anew. */
  since: number
  /** Calls that it had in the half year before its storage began. */
  calls: number
}

/** Calls on a number fade with its age as those of its last holders do: by three quarters with each doubling. */
const FADING = 2

/** Expected later calls, in proportion only: what a number had, faded by how long ago that was. Numbers that nobody called differ by age. */
export function residual({ since, calls }: StoredNumber, now: number): number {
  return (calls + 0.1) / (1 + Math.max(0, now - since) / DAY) ** FADING
}

/**
 * Which of a region's stored numbers become free now: the lowest residual first, none before its time. Each that does makes the
 * region richer and the time of those after it longer.
 */
export function chooseReleases(
  stored: readonly StoredNumber[],
  { free, target, now }: { free: number; target: number; now: number },
): E164[] {
  const released: E164[] = []
  const inOrder = [...stored].sort((a, b) => residual(a, now) - residual(b, now) || (a.number < b.number ? -1 : 1))
  for (const one of inOrder) {
    if (now - one.since >= storageTime({ free: free + released.length, target })) released.push(one.number)
  }
  return released
}
