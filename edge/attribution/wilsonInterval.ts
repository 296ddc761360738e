/** 95 % interval of a share that was seen `hits` times of `count` (Wilson 1927): honest for small counts and for shares near 1. */
export const wilsonInterval = (hits: number, count: number): { low: number; high: number } => {
  if (count === 0) return { low: 0, high: 1 }
  const z = 1.959964
  const share = hits / count
  const middle = share + (z * z) / (2 * count)
  const half = z * Math.sqrt((share * (1 - share)) / count + (z * z) / (4 * count * count))
  const scale = 1 + (z * z) / count
  return { low: Math.max(0, (middle - half) / scale), high: Math.min(1, (middle + half) / scale) }
}
