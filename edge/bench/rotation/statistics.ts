/** Mean and sample deviation over seeds. */
export interface Spread {
  mean: number
  deviation: number
}

export const spreadOf = (values: readonly number[]): Spread => {
  const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  return { mean, deviation: values.length > 1 ? Math.sqrt(squares / (values.length - 1)) : 0 }
}

/** Numbers at which a rising measure first reaches a target, between the measured points; null where none of them does. */
export const numbersFor = (points: readonly { numbers: number; value: number }[], target: number): number | null => {
  const sorted = [...points].sort((a, b) => a.numbers - b.numbers)
  for (const [i, point] of sorted.entries()) {
    if (point.value < target) continue
    const before = sorted[i - 1]
    if (!before) return point.numbers
    const share = (target - before.value) / (point.value - before.value)
    return before.numbers + share * (point.numbers - before.numbers)
  }
  return null
}

/** At most so many decimals, as JSON is to have them. */
export const rounded = (value: number, decimals = 2): number => Number(value.toFixed(decimals))
