import { createMinHeap } from '../minHeap.ts'
import type { Random } from '../traffic/random.ts'
import type { Rule } from './rule.ts'

interface Held {
  at: number
  leave: number
  person: number
  visitor: number
}

export type Given = { kind: 'given' | 'shared'; number: number } | { kind: 'refused' }

/** One pool under another rule. Departures are known beforehand, which spares their events; no decision uses them early. */
export interface RulePool {
  lease(visit: Held): Given
  lastHolder(number: number): Held | null
  size(): number
  /** A number that somebody may have kept from before the run. */
  any(): number
}

export const createRulePool = (rule: Rule, start: number, random: Random): RulePool => {
  const holders: (Held | null)[] = new Array<Held | null>(start).fill(null)
  /** When each number is free: until its last present visitor has left and the hold is over. */
  const freeAt: number[] = new Array<number>(start).fill(-Infinity)
  const busy = createMinHeap()
  const free: number[] = holders.map((_, number) => number)
  let head = 0
  const own = new Map<number, number>()

  const release = (now: number): void => {
    while (busy.size() > 0 && busy.peekKey() <= now) {
      const key = busy.peekKey()
      const number = busy.pop()
      // An older entry of a number that was prolonged meanwhile.
      if (freeAt[number] === key) free.push(number)
    }
  }
  const takeFree = (): number | undefined => {
    if (rule.choice === 'longest-rested') {
      if (head === free.length) return undefined
      const number = free[head++]
      if (head > 4096) (free.splice(0, head, ...[]), (head = 0))
      return number
    }
    if (free.length === 0) return undefined
    const at = Math.floor(random.next() * free.length)
    const number = free[at]!
    free[at] = free.at(-1)!
    free.pop()
    return number
  }
  const hold = (number: number, visit: Held): void => {
    holders[number] = visit
    own.set(visit.visitor, number)
    const until = Math.max(freeAt[number]!, visit.leave + rule.hold)
    freeAt[number] = until
    busy.push(until, number)
  }
  const soonest = (): number => {
    while (freeAt[busy.peekValue()] !== busy.peekKey()) busy.pop()
    return busy.pop()
  }

  return {
    size: () => holders.length,
    any: () => Math.floor(random.next() * holders.length),
    lastHolder: (number) => holders[number]!,
    lease: (visit) => {
      const mine = own.get(visit.visitor)
      if (mine !== undefined && holders[mine]!.visitor === visit.visitor && freeAt[mine]! > visit.at) {
        hold(mine, visit)
        return { kind: 'given', number: mine }
      }
      release(visit.at)
      const number = takeFree()
      if (number !== undefined) {
        hold(number, visit)
        return { kind: 'given', number }
      }
      if (rule.short === 'original') return { kind: 'refused' }
      if (rule.short === 'share') {
        const shared = soonest()
        hold(shared, visit)
        return { kind: 'shared', number: shared }
      }
      freeAt.push(-Infinity)
      hold(holders.push(null) - 1, visit)
      return { kind: 'given', number: holders.length - 1 }
    },
  }
}
