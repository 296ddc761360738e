/** Calls that must have been seen before the threshold follows them. */
const ENOUGH = 50
/** θ until then: where the simulator's 98 % lies for sites of all sizes; each further point of precision costs a tenth. */
const DEFAULT_THRESHOLD = 0.7

/**
 * θ for a wanted precision: the smallest value at which the mean claimed share of the calls that it would name reaches it.
 * `recentClaims` are the best candidates' shares of all calls of the last 30 days, named or not.
 * Never above the wanted precision itself, at which every single claim is good enough.
 */
export const thresholdFor = (precision: number, recentClaims: readonly number[]): number => {
  if (recentClaims.length < ENOUGH) return Math.min(precision, DEFAULT_THRESHOLD + Math.max(0, precision - 0.98) * 10)
  const claims = [...recentClaims].sort((a, b) => b - a)
  let threshold = precision
  let sum = 0
  for (let count = 0; count < claims.length; count++) {
    sum += claims[count]!
    // Equal claims are named together or not at all.
    if (claims[count + 1] !== claims[count] && sum / (count + 1) >= precision) threshold = Math.min(threshold, claims[count]!)
  }
  return threshold
}
