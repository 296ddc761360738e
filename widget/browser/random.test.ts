import { expect, test } from 'vitest'
import * as v from 'valibot'
import { PageIdSchema, WireEventSchema } from '../../edge/contract.ts'
import { pageId, uuid7 } from './random.ts'

test('event ids are UUIDv7 that carry their time, all different', () => {
  const before = Date.now()
  const ids = new Set(Array.from({ length: 1000 }, uuid7))
  expect(ids.size).toBe(1000)
  for (const id of ids) {
    expect(v.is(WireEventSchema, { type: 'tap', id, at: 1 })).toBe(true)
    expect(Math.abs(Number.parseInt(id.slice(0, 13).replace('-', ''), 16) - before)).toBeLessThan(5000)
  }
})

test('a page id is one of the contract', () => {
  expect(v.is(PageIdSchema, pageId)).toBe(true)
})
