const DAY_SHAPE = [4, 3, 2, 2, 2, 4, 8, 15, 24, 32, 36, 37, 35, 34, 35, 35, 33, 30, 26, 24, 22, 18, 12, 7]
const WEEKDAYS = [1.08, 1.08, 1.07, 1.06, 1.02, 0.82, 0.87]

/** Factors of the 168 hours of a week from Monday 0:00, mean 1, the highest `peak`: an office day raised to the power that gives it. */
export const weekCurve = (peak: number): number[] => {
  const raw = WEEKDAYS.flatMap((weekday) => DAY_SHAPE.map((hour) => hour * weekday))
  const raised = (power: number): number[] => {
    const shape = raw.map((value) => value ** power)
    const mean = shape.reduce((sum, value) => sum + value, 0) / shape.length
    return shape.map((value) => value / mean)
  }
  let [low, high] = [0, 4]
  for (let i = 0; i < 50; i++) {
    const middle = (low + high) / 2
    if (Math.max(...raised(middle)) < peak) low = middle
    else high = middle
  }
  return raised(low)
}
