import type { TimedTouch, VisitorTouches } from './visitorTouches.ts'

/**
 * A visitor's touches with one more. The same whatever the order in which touches arrive, and unchanged by one that is known already:
 * the same touch again, or the same click (a reload, a second page with the click id still on its address).
 */
export function nextTouch(step: { touches: VisitorTouches | null; touch: TimedTouch; limit?: number }): VisitorTouches {
  const { touches: before, touch, limit = 20 } = step
  const candidates = [...(before?.touches ?? []), touch]
  if (before?.lastNonDirect) candidates.push(before.lastNonDirect)
  const all = oncePerClick(candidates.sort(inOrder))
  const kept = all.length > limit ? [all[0]!, ...all.slice(all.length - limit + 1)] : all
  return {
    first: all[0]!,
    last: all.at(-1)!,
    lastNonDirect: all.findLast(({ channel }) => channel !== 'Direct') ?? null,
    touches: kept,
  }
}

function inOrder(a: TimedTouch, b: TimedTouch): number {
  if (a.at !== b.at) return a.at - b.at
  const [left, right] = [JSON.stringify(a), JSON.stringify(b)]
  return left < right ? -1 : Number(left > right)
}

function oncePerClick(ordered: TimedTouch[]): TimedTouch[] {
  const known = new Set<string>()
  return ordered.filter((touch) => {
    const key = touch.clickId
      ? `${touch.clickNetwork} ${touch.clickId}`
      : JSON.stringify([touch.at, touch.source, touch.medium, touch.campaign, touch.landing])
    return !known.has(key) && known.add(key)
  })
}
