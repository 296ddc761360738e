/** Hours that must have been seen before one of them can be told from the mean. */
const ENOUGH = 24
const [LEAST, MOST] = [0.1, 3]

/** How busy an hour is against the mean hour; 1 = not known. `hours` that `visits` came in. */
export function activityOf({ visits, hours, latest }: { visits: number; hours: number; latest: number }): number {
  if (hours < ENOUGH || visits === 0) return 1
  return Math.min(MOST, Math.max(LEAST, (latest * hours) / visits))
}
