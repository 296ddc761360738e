/** What a rule said of one first call. */
export interface Verdict {
  /** ms since the start. */
  at: number
  /** Whether the candidate it would name is the person who called. */
  right: boolean
  /** How willing it is to name him: a posterior share, or minus the ms since he left. −Infinity = no candidate. */
  score: number
}

/** Percent of first calls. */
export interface Shares {
  right: number
  wrong: number
  unknown: number
  /** Wrong among those named. */
  wrongOfNamed: number
  calls: number
}

/** What naming every call whose score reaches its threshold comes to. */
export const sharesOf = (verdicts: readonly Verdict[], threshold: (verdict: Verdict) => number): Shares => {
  let right = 0
  let wrong = 0
  for (const verdict of verdicts) {
    if (verdict.score === -Infinity || verdict.score < threshold(verdict)) continue
    if (verdict.right) right++
    else wrong++
  }
  const per = 100 / Math.max(1, verdicts.length)
  const named = right + wrong
  return {
    right: right * per,
    wrong: wrong * per,
    unknown: Math.max(0, 100 - named * per),
    wrongOfNamed: (100 * wrong) / Math.max(1, named),
    calls: verdicts.length,
  }
}

/** The largest percent of calls that can be named with at most `wrong` percent of the named wrong, by the best threshold for it. */
export const namedAt = (verdicts: readonly Verdict[], wrong: number): number => {
  const sorted = verdicts.filter(({ score }) => score !== -Infinity).sort((a, b) => b.score - a.score)
  let bad = 0
  let best = 0
  for (let i = 0; i < sorted.length; i++) {
    if (!sorted[i]!.right) bad++
    // Calls of one score are named together or not at all.
    if (sorted[i + 1]?.score !== sorted[i]!.score && (100 * bad) / (i + 1) <= wrong) best = i + 1
  }
  return (100 * best) / Math.max(1, verdicts.length)
}
