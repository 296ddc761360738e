import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readPage, toPage } from './paging.ts'

const row = (n: number) => ({ at: new Date(n).toISOString(), id: `ses_${n}` })

test('a page that is not the last one names the position after its last row', () => {
  const page = toPage([row(3), row(2), row(1)], { limit: 2, key: (r) => r, item: (r) => r.id })
  expect(page.items).toEqual(['ses_3', 'ses_2'])
  expect(readPage({ cursor: page.next! }).after).toEqual(row(2))
})

test('the last page has no next', () => {
  expect(toPage([row(1)], { limit: 1, key: (r) => r, item: (r) => r.id })).toEqual({ items: ['ses_1'], next: null })
})

test.each(['0', '201', '-1', '1.5', 'x', ''])('the limit %j is refused', (limit) => {
  expect(() => readPage({ limit })).toThrow(/limit/)
})

test('any text that is not a cursor of ours is refused as such', () => {
  fc.assert(
    fc.property(fc.string(), (cursor) => {
      expect(() => readPage({ cursor })).toThrow(expect.objectContaining({ code: 'invalid_cursor' }))
    }),
  )
})
