/** A seeded source of randomness with the distributions that traffic is made of. */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number
  chance(probability: number): boolean
  /** Index by weight. */
  pick(weights: readonly number[]): number
  between(low: number, high: number): number
  exponential(mean: number): number
  /** By median and the deviation of the logarithm. */
  logNormal(median: number, sigma: number): number
  weibull(scale: number, shape: number): number
  normal(): number
  poisson(mean: number): number
  /** An independent stream, so that one more draw in one place changes nothing elsewhere. */
  fork(name: string): Random
}

const hash = (text: string, seed: number): number => {
  let h = seed ^ 0x9e3779b9
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x85ebca6b) ^ (h >>> 13)
  return Math.imul(h ^ (h >>> 16), 0xc2b2ae35) >>> 0
}

/** sfc32 (Chris Doty-Humphrey, PractRand), seeded by a number. */
export const createRandom = (seed: number): Random => {
  let [a, b, c, counter] = [hash('a', seed), hash('b', seed), hash('c', seed), 1]
  const next = (): number => {
    const t = (a + b + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + t
    return (t >>> 0) / 4294967296
  }
  for (let i = 0; i < 20; i++) next()
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())
  const poisson = (mean: number): number => {
    if (mean > 60) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal()))
    const floor = Math.exp(-mean)
    let count = 0
    for (let product = next(); product > floor; product *= next()) count++
    return count
  }
  return {
    next,
    normal,
    poisson,
    chance: (probability) => next() < probability,
    pick: (weights) => {
      let left = next() * weights.reduce((sum, weight) => sum + weight, 0)
      for (let i = 0; i < weights.length; i++) if ((left -= weights[i]!) < 0) return i
      return weights.length - 1
    },
    between: (low, high) => low + (high - low) * next(),
    exponential: (mean) => -mean * Math.log(1 - next()),
    logNormal: (median, sigma) => median * Math.exp(sigma * normal()),
    weibull: (scale, shape) => scale * (-Math.log(1 - next())) ** (1 / shape),
    fork: (name) => createRandom(hash(name, seed)),
  }
}
