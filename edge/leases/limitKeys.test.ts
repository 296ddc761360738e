import { describe, expect, test } from 'vitest'
import type { VisitorId } from '../brands.ts'
import { DAY } from '../clock.ts'
import { addressParts, limitKeys } from './limitKeys.ts'

test.each([
  ['203.0.113.7', '203.0.113.7', '203.0'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2', '2001:db8:1'],
  ['2001:0db8:0001:0002::1', '2001:db8:1:2', '2001:db8:1'],
  ['2001:db8::1', '2001:db8:0:0', '2001:db8:0'],
  ['::1', '0:0:0:0', '0:0:0'],
])('%s is the host %s in the network %s', (address, host, network) => {
  expect(addressParts(address)).toEqual({ host, network })
})

describe('limit keys', () => {
  const limits = { address: 60, network: 600, visitor: 20 }
  const ask = (over: { address?: string | null; visitor?: VisitorId | null; now?: number }) =>
    limitKeys({ address: '203.0.113.7', visitor: null, limits, secret: 's', now: 5 * DAY, ...over })

  test('never contain the address', async () => {
    const keys = await ask({})
    expect(keys).toHaveLength(2)
    expect(JSON.stringify(keys)).not.toContain('203')
  })
  test('are one for two addresses of one /64', async () => {
    const [a, b] = await Promise.all([ask({ address: '2001:db8:1:2::1' }), ask({ address: '2001:db8:1:2:ffff::' })])
    expect(a).toEqual(b)
  })
  test('change with the day', async () => {
    const [today, tomorrow] = await Promise.all([ask({}), ask({ now: 6 * DAY })])
    expect(today[0]!.key).not.toBe(tomorrow[0]!.key)
  })
  test('are none where nothing is known', async () => {
    expect(await ask({ address: null })).toEqual([])
  })
})
