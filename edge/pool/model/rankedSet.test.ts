import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { RankedSet } from './rankedSet.ts'

const change = fc.record({ member: fc.constantFrom(...'abcdefghijkl'), score: fc.option(fc.nat({ max: 6 })) })

describe('a ranked set', () => {
  it('is a sorted list of its members whatever was set and deleted', () => {
    fc.assert(
      fc.property(
        fc.array(change, { maxLength: 60 }),
        fc.constantFrom('lowest' as const, 'highest' as const),
        fc.subarray([...'abcdefghijkl']),
        (changes, first, skipped) => {
          const set = new RankedSet<string>(first)
          const plain = new Map<string, number>()
          for (const { member, score } of changes) {
            if (score === null) expect(set.delete(member)).toBe(plain.delete(member))
            else {
              set.set(member, score)
              plain.set(member, score)
            }
          }
          const sorted = [...plain].sort((a, b) => a[1] - b[1] || (a[0] < b[0] ? -1 : 1))
          const ranked = (first === 'lowest' ? sorted : sorted.toReversed()).map(([member]) => member)
          expect(set.entries()).toEqual(sorted)
          expect(set.top(4)).toEqual(ranked.slice(0, 4))
          expect(set.above(2, 3)).toEqual(sorted.filter(([, score]) => score > 2).slice(0, 3))
          expect(set.first(new Set(skipped))).toBe(ranked.find((member) => !skipped.includes(member)))
          expect(set.entries()).toEqual(sorted)
          expect([...plain].every(([member, score]) => set.has(member) && set.score(member) === score)).toBe(true)
          expect(set.size).toBe(plain.size)
        },
      ),
    )
  })
})
