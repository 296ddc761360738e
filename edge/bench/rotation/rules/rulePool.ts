import { DAY } from '../../../clock.ts'
import { createMinHeap } from '../minHeap.ts'
import type { Random } from '../traffic/random.ts'
import { type FreeList, createFreeList } from './freeList.ts'
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
  /** Numbers in rotation at a moment. */
  size(now: number): number
  /** A number that somebody may have kept from before the run. */
  any(): number
}

export const createRulePool = (rule: Rule, start: number, random: Random): RulePool => {
  const holders: (Held | null)[] = new Array<Held | null>(start).fill(null)
  /** When each number is free: until its last present visitor has left and the hold is over. */
  const freeAt: number[] = new Array<number>(start).fill(-Infinity)
  const busy = createMinHeap()
  const free: FreeList = createFreeList(rule.choice, random)
  for (let number = 0; number < start; number++) free.add(number)
  const own = new Map<number, number>()

  const release = (now: number): void => {
    while (busy.size() > 0 && busy.peekKey() <= now) {
      const key = busy.peekKey()
      const number = busy.pop()
      // Another key is an older entry of a number that was prolonged meanwhile.
      if (freeAt[number] === key) free.add(number)
    }
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
    size: (now) =>
      rule.idleDays === Infinity ? holders.length : holders.filter((holder) => holder && holder.leave > now - rule.idleDays * DAY).length,
    any: () => Math.floor(random.next() * holders.length),
    lastHolder: (number) => holders[number]!,
    lease: (visit) => {
      const mine = own.get(visit.visitor)
      if (mine !== undefined && holders[mine]!.visitor === visit.visitor && freeAt[mine]! > visit.at) {
        hold(mine, visit)
        return { kind: 'given', number: mine }
      }
      release(visit.at)
      const number = free.take()
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
