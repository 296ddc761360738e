/** Whether a five-field cron expression names this minute (UTC), as Cron Triggers do. */
export function matchesCron(expression: string, at: Date): boolean {
  const fields = expression.trim().split(/\s+/)
  const values = [at.getUTCMinutes(), at.getUTCHours(), at.getUTCDate(), at.getUTCMonth() + 1, at.getUTCDay()]
  return fields.length === values.length && values.every((value, i) => matchesField(fields[i]!, value))
}

/** `*`, `5`, `1-4`, and each of them with a step, in a list. */
function matchesField(field: string, value: number): boolean {
  return field.split(',').some((part) => {
    const [range = '', step] = part.split('/')
    const [from, to] = range === '*' ? [0, Number.POSITIVE_INFINITY] : range.split('-').map(Number)
    if (from === undefined || Number.isNaN(from)) return false
    const last = to ?? (step === undefined ? from : Number.POSITIVE_INFINITY)
    return value >= from && value <= last && (value - from) % Number(step ?? 1) === 0
  })
}
