import { beforeEach, describe, expect, it } from 'vitest'
import type { AccountId, E164, RegionCode, RouteId, SiteKey } from '../brands.ts'
import type { HotState } from './hotState.port.ts'
import type { MeterStep } from './meter.port.ts'

const OFFICE = '+74957654321' as E164
const SHOP = '+74957654322' as E164
let run = 0

/** What every adapter must do with calls that are limited. Where time passes, see the model's test. */
export function meterContract(hot: () => HotState): void {
  describe('the meter of calls', () => {
    let account: AccountId
    beforeEach(() => {
      account = `acc_meter${Date.now()}${run++}` as AccountId
    })
    const limit = (concurrentCalls: number | null, destinationMinutes: number | null = null, version = 1) =>
      hot().meter.write(account, { concurrentCalls, destinationMinutes, version })
    const start = (call: string, ...destinations: E164[]) =>
      hot().meter.count({ account, call, step: 'start', destinations: destinations.length ? destinations : [OFFICE] })
    const end = (call: string, talkSec: number | null = null) => hot().meter.count({ account, call, step: 'end', talkSec })
    const first = { kind: 'admitted', destination: 0 }
    const tooMany = { kind: 'refused', limit: 'concurrent-calls' }
    const talkedOut = { kind: 'refused', limit: 'destination-minutes' }

    it('counts nothing without a limit', async () => {
      expect(await start('a')).toEqual({ kind: 'unlimited' })
      await limit(null)
      expect(await start('b')).toEqual({ kind: 'unlimited' })
      expect(await hot().meter.usage(account)).toEqual({ calls: 0, destinations: [] })
    })

    it('admits as many calls at once as the limit says, and the next one when one has ended', async () => {
      await limit(2)
      expect([await start('a'), await start('b'), await start('c')]).toEqual([first, first, tooMany])
      expect((await hot().meter.usage(account)).calls).toBe(2)
      await end('a')
      expect([await start('c'), await start('d')]).toEqual([first, tooMany])
    })

    it('takes one place for a call however often it asks, and gives it back once', async () => {
      await limit(2)
      expect([await start('a'), await start('a'), await start('a'), await start('b')]).toEqual([first, first, first, first])
      await end('a')
      await end('a')
      await end('unheard-of')
      expect([await start('c'), await start('d')]).toEqual([first, tooMany])
    })

    it('takes no place for a start that comes after its end', async () => {
      await limit(1)
      await end('a')
      expect([await start('a'), await start('b')]).toEqual([first, first])
    })

    it('never admits more when all come at once', async () => {
      await limit(5)
      const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => start(`call${i}`)))
      expect(answers.filter(({ kind }) => kind === 'admitted')).toHaveLength(5)
    })

    it('sends a call on to the destination that has minutes left, and nowhere when none has', async () => {
      await limit(null, 2)
      await start('a')
      await end('a', 119)
      expect(await start('b', OFFICE, SHOP)).toEqual(first)
      await end('b', 1)
      expect(await start('c', OFFICE, SHOP)).toEqual({ kind: 'admitted', destination: 1 })
      await end('c', 500)
      expect(await start('d', OFFICE, SHOP)).toEqual(talkedOut)
      const { destinations } = await hot().meter.usage(account)
      expect(destinations.toSorted((a, b) => a.seconds - b.seconds)).toEqual([
        { destination: OFFICE, seconds: 120 },
        { destination: SHOP, seconds: 500 },
      ])
    })

    it('counts the talk of a call once: of several ends the longest', async () => {
      await limit(null, 10)
      await start('a')
      for (const seconds of [0, 40, 40, 90, 0, null]) await end('a', seconds)
      expect((await hot().meter.usage(account)).destinations).toEqual([{ destination: OFFICE, seconds: 90 }])
    })

    it('counts for every account by itself, and holds newer limits against older ones', async () => {
      await limit(1, null, 2)
      await limit(100, null, 1)
      await start('a')
      expect(await start('b')).toEqual(tooMany)
      account = `${account}x` as AccountId
      await limit(1)
      expect(await start('a')).toEqual(first)
    })

    it('answers in the same step as the event is written', async () => {
      await limit(1)
      const site = `pk_${account}` as SiteKey
      const call = (id: string) => {
        const meter: MeterStep = { account, call: id, step: 'start', destinations: [OFFICE] }
        return hot().pool.call({ site, route: 'rou_a' as RouteId, region: 'RU-MOW' as RegionCode, number: OFFICE, event: '{}', meter })
      }
      expect((await call('a')).admission).toEqual(first)
      expect((await call('b')).admission).toEqual(tooMany)
      expect(await hot().outbox.read(site, 10)).toHaveLength(2)
    })
  })
}
