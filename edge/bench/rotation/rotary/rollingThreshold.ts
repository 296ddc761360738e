import { DAY } from '../../../clock.ts'
import { thresholdFor } from '../../../attribution/thresholdFor.ts'

/** θ of each day from the claims of the 30 days before it, as production sets it every night. */
export const rollingThreshold = (
  claims: readonly { at: number; share: number }[],
  precision: number,
): ((verdict: { at: number }) => number) => {
  const days = new Map<number, number>()
  return ({ at }) => {
    const day = Math.floor(at / DAY)
    let threshold = days.get(day)
    if (threshold === undefined) {
      const recent = claims.filter((claim) => claim.at < day * DAY && claim.at >= (day - 30) * DAY).map(({ share }) => share)
      threshold = thresholdFor(precision, recent)
      days.set(day, threshold)
    }
    return threshold
  }
}
