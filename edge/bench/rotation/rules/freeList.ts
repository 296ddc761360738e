import { createMinHeap } from '../minHeap.ts'
import type { Random } from '../traffic/random.ts'
import type { Rule } from './rule.ts'

/** A pool's free numbers in the order of a choice. */
export interface FreeList {
  add(number: number): void
  take(): number | undefined
}

export const createFreeList = (choice: Rule['choice'], random: Random): FreeList => {
  if (choice === 'first') {
    const heap = createMinHeap()
    return { add: (number) => heap.push(number, number), take: () => (heap.size() > 0 ? heap.pop() : undefined) }
  }
  let list: number[] = []
  if (choice === 'random') {
    return {
      add: (number) => list.push(number),
      take: () => {
        if (list.length === 0) return undefined
        const at = Math.floor(random.next() * list.length)
        const number = list[at]!
        list[at] = list.at(-1)!
        list.pop()
        return number
      },
    }
  }
  // Numbers become free in the order in which they were left.
  let head = 0
  return {
    add: (number) => list.push(number),
    take: () => {
      if (head === list.length) return undefined
      const number = list[head++]!
      if (head > 4096) {
        list = list.slice(head)
        head = 0
      }
      return number
    },
  }
}
