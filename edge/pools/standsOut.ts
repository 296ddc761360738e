/** Whether a count is above what was expected by more than chance: three deviations of a count, which the busiest of a week's hours does not reach. */
export function standsOut(count: number, expected: number): boolean {
  return count > expected + 3 * Math.sqrt(expected)
}
