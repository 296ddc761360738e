/** One line of RFC 4180, with its end. What a spreadsheet would run as a formula is made text; telephone numbers with their plus are none. */
export function csvLine(values: unknown[]): string {
  return `${values.map((value) => field(value === null || value === undefined ? '' : String(value))).join(',')}\r\n`
}

function field(value: string): string {
  const safe = /^[=@\t\r]/.test(value) || (/^[+-]/.test(value) && !/^[+-]?\d+(\.\d+)?$/.test(value)) ? `'${value}` : value
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
