/** The error at the bottom of a chain of causes. */
function innermost(error: unknown): unknown {
  return error instanceof Error && error.cause instanceof Error ? innermost(error.cause) : error
}

/**
 * A fault as logs may have it: names, codes (SQLSTATE) and stack frames. Messages are left out: those of
 * engines repeat what they were asked, callers' numbers included.
 */
export function describeFault(error: unknown): { fault: string; at: string[] } {
  const root = innermost(error)
  if (!(root instanceof Error)) return { fault: typeof root, at: [] }
  const code: unknown = Reflect.get(root, 'code')
  const frames = (root.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  return { fault: typeof code === 'string' ? `${root.name} ${code}` : root.name, at: frames.slice(0, 8).map((line) => line.trim()) }
}

/** Whether an engine could not be reached at all, as against one that answered with an error. */
export function isUnreachable(error: unknown): boolean {
  const root = innermost(error)
  return (
    root instanceof Error &&
    (root.name === 'TimeoutError' || /fetch failed|connecting to database|network connection lost|ECONNREFUSED/i.test(root.message))
  )
}
