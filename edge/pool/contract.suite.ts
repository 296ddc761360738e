import { beforeEach, describe, expect, it } from 'vitest'
import type { AccountId, ConnectionId, E164, PageId, RegionCode, RouteId, SessionId, SiteKey, VisitorId } from '../brands.ts'
import { HOUR } from '../clock.ts'
import type { SiteSettings } from '../sites/siteSettings.ts'
import type { NumberRecord } from './directory.port.ts'
import { connectionsContract } from './connections.suite.ts'
import type { HotState } from './hotState.port.ts'
import { meterContract } from './meter.suite.ts'
import { POLICY, type PoolPolicy } from './policy.ts'
import { settingsContract } from './settings.suite.ts'
import type { BeaconCommand, HeldSlot, LeaseCommand, PoolRef, SlotLease } from './pool.port.ts'

const ROUTE = 'rou_a' as RouteId
const MOSCOW = 'RU-MOW' as RegionCode
const PETERSBURG = 'RU-SPE' as RegionCode
const SINK = { number: '+78005550000' as E164, region: 'RU' as RegionCode }
/** Lives of milliseconds, so that a test outlives them. */
const BRIEF: PoolPolicy = { ...POLICY, lease: 60, growBelow: 30, retry: 5000, stickyRest: 40 }

const numbers = (count: number, from = 0) => Array.from({ length: count }, (_, i) => `+7495${String(from + i).padStart(7, '0')}` as E164)
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const given = (slots: SlotLease[]) => slots.map((slot) => (slot.kind === 'leased' ? slot.number : slot.kind))

let run = 0

/** What every adapter of the hot state must do; the finer rules are the differential test's. `made`: a fresh or a used store. */
export function hotStateContract(made: () => HotState): void {
  let hot: HotState
  let site: SiteKey
  let ref: PoolRef
  let visits: number

  beforeEach(() => {
    hot = made()
    site = `pk_contract${Date.now()}${run++}` as SiteKey
    ref = { site, route: ROUTE, region: MOSCOW }
    visits = 0
  })

  const open = async (policySites: Partial<SiteSettings> = {}) => {
    await hot.settings.write({ site, version: 1, ...policySites } as SiteSettings)
    await hot.settings.markBuilt(site, Date.now())
  }
  const aLease = (change: Partial<LeaseCommand> = {}): LeaseCommand => {
    const i = visits++
    return {
      site,
      request: `request${i}`,
      session: `ses_${i}` as SessionId,
      visitor: `vis_${i}` as VisitorId,
      page: `pag_${i}aaaaaaaa` as PageId,
      startedAt: Date.now(),
      profile: { device: 'mobile', region: MOSCOW, weight: 0.85, suspect: false },
      slots: [{ slot: 'main', route: ROUTE, chain: [{ region: MOSCOW, size: 2 }], exclusive: false }],
      preferRegion: false,
      overflow: { kind: 'share' },
      sink: null,
      limits: [],
      policy: POLICY,
      visit: '{"url":"https://example.com/"}',
      ...change,
    }
  }
  const answered = async (command: LeaseCommand) => {
    const outcome = await hot.pool.lease(command)
    if (outcome.kind === 'unbuilt') throw new Error('unbuilt')
    return outcome
  }
  const aBeacon = (
    { request: _request, limits: _limits, visit: _visit, ...command }: LeaseCommand,
    slots: SlotLease[],
    change: Partial<BeaconCommand> = {},
  ): BeaconCommand => ({
    ...command,
    state: 'visible',
    leasedAt: Date.now(),
    events: '[]',
    slots: slots.flatMap((slot, i): HeldSlot[] =>
      slot.kind === 'leased' ? [{ ...command.slots[i]!, number: slot.number, region: slot.region, how: slot.how, signs: {} }] : [],
    ),
    ...change,
  })

  it('leases nothing of a site that is not built', async () => {
    expect(await hot.pool.lease(aLease())).toEqual({ kind: 'unbuilt' })
  })

  describe('a lease', () => {
    beforeEach(() => open())

    it('gives different visitors different numbers while there are any, then shares and says so', async () => {
      await hot.pool.fill(ref, numbers(3), 'active')
      const outcomes = [await answered(aLease()), await answered(aLease()), await answered(aLease()), await answered(aLease())]
      expect(new Set(outcomes.slice(0, 3).flatMap(({ slots }) => given(slots))).size).toBe(3)
      expect(outcomes.map(({ slots }) => slots[0])).toMatchObject([
        { how: 'rested', shared: false, rest: null },
        { how: 'rested', shared: false },
        { how: 'rested', shared: false },
        { how: 'shared', shared: true },
      ])
    })

    it('gives numbers one by one however many ask at once', async () => {
      await hot.pool.fill(ref, numbers(20), 'active')
      const outcomes = await Promise.all(Array.from({ length: 20 }, () => answered(aLease())))
      expect(new Set(outcomes.flatMap(({ slots }) => given(slots))).size).toBe(20)
    })

    it('grows from stock within the cap and the burst', async () => {
      await hot.pool.fill(ref, numbers(1), 'active')
      await hot.pool.fill(ref, numbers(9, 1), 'stock')
      const hows = []
      for (let i = 0; i < 5; i++) hows.push((await answered(aLease())).slots[0])
      expect(hows).toMatchObject([{ how: 'rested' }, { how: 'grown' }, { how: 'grown' }, { how: 'shared' }, { how: 'shared' }])
      expect((await hot.pool.state(ref)).stock).toHaveLength(7)
    })

    it('gives a visitor his own number again', async () => {
      await hot.pool.fill(ref, numbers(5), 'active')
      const first = aLease()
      const before = await answered(first)
      await answered(aLease())
      const again = await answered(aLease({ visitor: first.visitor }))
      expect(given(again.slots)).toEqual(given(before.slots))
      expect(again.slots[0]).toMatchObject({ how: 'sticky', shared: false })
    })

    it('answers a retry as it answered first, though another session asks', async () => {
      await hot.pool.fill(ref, numbers(3), 'active')
      const command = aLease()
      const first = await answered(command)
      const retry = await answered({ ...command, session: 'ses_new' as SessionId, visitor: null })
      expect(retry).toEqual({ ...first, repeated: true })
      expect(retry.session).toBe(command.session)
    })

    it('never gives two slots of one page one number', async () => {
      await hot.pool.fill(ref, numbers(2), 'active')
      const slots = ['a', 'b', 'c'].map((slot) => ({ slot, route: ROUTE, chain: [{ region: MOSCOW, size: 2 }], exclusive: false }))
      const outcome = await answered(aLease({ slots }))
      expect(new Set(given(outcome.slots))).toEqual(new Set([...numbers(2), 'exhausted']))
    })

    it('looks along the chain', async () => {
      await hot.pool.fill({ ...ref, region: PETERSBURG }, numbers(1), 'active')
      const slots = [{ slot: 'main', route: ROUTE, chain: [MOSCOW, PETERSBURG].map((region) => ({ region, size: 2 })), exclusive: false }]
      expect((await answered(aLease({ slots }))).slots[0]).toMatchObject({ region: PETERSBURG, step: 1 })
    })

    it('never shares an exclusive number', async () => {
      await hot.pool.fill(ref, numbers(1), 'active')
      const slots = [{ ...aLease().slots[0]!, exclusive: true }]
      expect(given((await answered(aLease({ slots }))).slots)).toEqual(numbers(1))
      expect(given((await answered(aLease({ slots }))).slots)).toEqual(['exhausted'])
    })

    it('gives suspects the sink or nothing, and consumes nothing', async () => {
      await hot.pool.fill(ref, numbers(1), 'active')
      const profile = { ...aLease().profile, suspect: true }
      expect((await answered(aLease({ profile, sink: SINK }))).slots[0]).toMatchObject({ number: SINK.number, how: 'sink' })
      expect(given((await answered(aLease({ profile }))).slots)).toEqual(['refused'])
      expect((await hot.pool.state(ref)).active).toEqual([{ number: numbers(1)[0], score: 0 }])
    })

    it('takes a visit over a limit for suspect, and counts it apart', async () => {
      await hot.pool.fill(ref, numbers(5), 'active')
      const limits = [{ key: 'address', max: 2, window: HOUR }]
      const outcomes = []
      for (let i = 0; i < 4; i++) outcomes.push(await answered(aLease({ limits })))
      expect(outcomes.map(({ limited, suspect }) => [limited, suspect])).toEqual([
        [false, false],
        [false, false],
        [true, true],
        [true, true],
      ])
      const hour = Math.floor(Date.now() / HOUR)
      const load = await hot.pool.load(site, hour - 1, hour)
      expect(load.map(({ how, count }) => [how, count]).sort()).toEqual([
        ['refused', 2],
        ['rested', 2],
      ])
    })

    it('gives a static number as it is', async () => {
      const slots = [{ ...aLease().slots[0]!, fixed: SINK }]
      expect((await answered(aLease({ slots }))).slots[0]).toMatchObject({ number: SINK.number, how: 'static', step: -1, rest: null })
    })
  })

  describe('a beacon', () => {
    beforeEach(() => open())

    it('keeps the number, and notes what interest was shown', async () => {
      await hot.pool.fill(ref, numbers(1), 'active')
      const command = aLease()
      const { slots, at } = await answered(command)
      const beacon = aBeacon(command, slots)
      beacon.slots[0]!.signs = { tappedAt: at, intentAt: at - 1 }
      expect(await hot.pool.beacon(beacon)).toMatchObject({ slots: [{ kind: 'kept', slot: 'main', shared: false }] })
      const { holders } = await hot.pool.history({ ...ref, number: numbers(1)[0]! })
      expect(holders).toMatchObject([{ session: command.session, tappedAt: at, intentAt: null, ...command.profile }])
      expect(Object.keys(holders[0]!.pages)).toEqual([command.page])
    })

    it('of a hidden page releases its number; the other tab keeps it', async () => {
      await hot.pool.fill(ref, numbers(2), 'active')
      const command = aLease()
      const { slots } = await answered(command)
      const other = { ...command, request: 'other-tab', page: 'pag_othertab1' as PageId }
      await answered(other)
      await hot.pool.beacon(aBeacon(command, slots, { state: 'hidden' }))
      expect(Object.keys((await hot.pool.history({ ...ref, number: numbers(1)[0]! })).holders[0]!.pages)).toEqual([other.page])
      await hot.pool.beacon(aBeacon(other, slots, { state: 'hidden' }))
      const { active } = await hot.pool.state(ref)
      expect(active.find(({ number }) => number === numbers(1)[0])!.score).toBeLessThanOrEqual(Date.now() + 1000)
      expect((await hot.pool.history({ ...ref, number: numbers(1)[0]! })).holders[0]!.pages).toEqual({})
    })

    it('of somebody who showed interest makes his number wait: others go first, but nobody shares while it is free', async () => {
      await hot.pool.fill(ref, numbers(2), 'active')
      for (const tap of [false, true]) {
        const command = aLease()
        const { slots, at } = await answered(command)
        const beacon = aBeacon(command, slots, { state: 'hidden' })
        beacon.slots[0]!.signs = { intentAt: at + 1, ...(tap && { tappedAt: at + 2 }) }
        await hot.pool.beacon(beacon)
      }
      const scores = new Map((await hot.pool.state(ref)).active.map(({ number, score }) => [number, score - Date.now()]))
      expect(scores.get(numbers(1)[0]!)).toBeGreaterThan(POLICY.interestRest - 5000)
      expect(scores.get(numbers(1, 1)[0]!)).toBeLessThanOrEqual(1000)
      const next = [await answered(aLease()), await answered(aLease()), await answered(aLease())]
      expect(next.map(({ slots: [slot] }) => slot)).toMatchObject([
        { number: numbers(1, 1)[0], how: 'free', shared: false },
        { number: numbers(1)[0], how: 'free', shared: false },
        { how: 'shared', shared: true },
      ])
      expect((next[1]!.slots[0] as { rest: number }).rest).toBeGreaterThanOrEqual(0)
    })

    it('of a page whose number went on gets another one', async () => {
      await hot.pool.fill(ref, numbers(1), 'active')
      const first = aLease({ policy: BRIEF })
      const { slots } = await answered(first)
      await wait(BRIEF.lease + BRIEF.growBelow + 20)
      const second = await answered(aLease({ policy: BRIEF }))
      expect(given(second.slots)).toEqual(given(slots))
      await hot.pool.fill(ref, numbers(1, 1), 'active')
      const outcome = await hot.pool.beacon(aBeacon(first, slots))
      expect(outcome).toMatchObject({ slots: [{ kind: 'replaced', lease: { number: numbers(1, 1)[0], shared: false } }] })
    })

    it('registers its holder again after the state was rebuilt', async () => {
      await hot.pool.fill(ref, numbers(1), 'active')
      const command = aLease()
      const { slots } = await answered(command)
      await hot.pool.remove(ref, numbers(1))
      await hot.pool.fill(ref, numbers(1), 'active')
      expect(await hot.pool.beacon(aBeacon(command, slots))).toMatchObject({ slots: [{ kind: 'kept' }] })
      expect((await hot.pool.history({ ...ref, number: numbers(1)[0]! })).holders).toMatchObject([{ session: command.session }])
    })

    it('ends after the longest lease', async () => {
      await hot.pool.fill(ref, numbers(1), 'active')
      const command = aLease()
      const { slots } = await answered(command)
      const outcome = await hot.pool.beacon(aBeacon(command, slots, { leasedAt: Date.now() - POLICY.leaseMax }))
      expect(outcome).toMatchObject({ slots: [{ kind: 'gone', slot: 'main' }] })
    })
  })

  describe('numbers of a pool', () => {
    beforeEach(() => open())

    it('are filled, drained, taken back and removed, each any number of times', async () => {
      for (let i = 0; i < 2; i++) await hot.pool.fill(ref, numbers(2), 'active')
      for (let i = 0; i < 2; i++) await hot.pool.fill(ref, numbers(1, 2), 'stock')
      await hot.pool.fill(ref, numbers(2), 'stock')
      expect(await hot.pool.drain(ref, numbers(1))).toEqual(numbers(1))
      expect(await hot.pool.drain(ref, numbers(1))).toEqual([])
      expect(await hot.pool.state(ref)).toMatchObject({
        active: [{ number: numbers(1, 1)[0], score: 0 }],
        draining: [{ number: numbers(1)[0] }],
        stock: numbers(1, 2),
      })
      expect(await hot.pool.takeBack(ref, numbers(2))).toEqual(numbers(1))
      for (let i = 0; i < 2; i++) await hot.pool.remove(ref, numbers(2))
      expect(await hot.pool.state(ref)).toEqual({ route: ROUTE, region: MOSCOW, active: [], draining: [], stock: numbers(1, 2) })
    })

    it('rest from when they were last seen, as far as that is known', async () => {
      const seen = Date.now() - 1000
      await hot.pool.fill(ref, numbers(2), 'active', { [numbers(1)[0]!]: seen })
      expect((await hot.pool.state(ref)).active).toEqual([
        { number: numbers(1, 1)[0], score: 0 },
        { number: numbers(1)[0], score: seen },
      ])
    })
  })

  describe('the outbox', () => {
    beforeEach(() => open())

    it('holds what happened, in order, until it is trimmed', async () => {
      await hot.pool.fill(ref, numbers(1), 'stock')
      const command = aLease()
      const { slots, at } = await answered(command)
      await hot.pool.beacon(aBeacon(command, slots, { events: '[{"type":"tap"}]' }))
      const call = await hot.pool.call({ ...ref, number: numbers(1)[0]!, event: '{"type":"start"}' })
      await hot.outbox.append(site, [{ kind: 'visit', body: '{}' }])
      const entries = await hot.outbox.read(site, 100)
      const { request, session, visitor, page, visit } = command
      expect(entries.map(({ id: _id, ...entry }) => entry)).toEqual([
        { site, type: 'moved', number: numbers(1)[0], route: ROUTE, region: MOSCOW, move: 'grown' },
        { site, type: 'lease', request, session, visitor, page, suspect: false, slots, visit },
        { site, type: 'beacon', session, page, state: 'visible', events: '[{"type":"tap"}]', replaced: [] },
        { site, type: 'call', number: numbers(1)[0], event: '{"type":"start"}', history: call.history },
        { site, type: 'note', kind: 'visit', body: '{}' },
      ])
      expect(Math.abs(Number(entries[1]!.id.split('-')[0]) - at)).toBeLessThan(1000)
      expect(call.history.lastCall).toBe(call.at)
      expect(await hot.outbox.read(site, 2)).toEqual(entries.slice(0, 2))
      expect(await hot.outbox.read(site, 2, entries[1]!.id)).toEqual(entries.slice(2, 4))
      expect(await hot.outbox.waiting()).toContain(site)
      await hot.outbox.trim(site, entries[2]!.id)
      expect(await hot.outbox.read(site, 100)).toEqual(entries.slice(3))
      await hot.outbox.trim(site, entries[4]!.id)
      expect(await hot.outbox.waiting()).not.toContain(site)
    })
  })

  describe('the directory', () => {
    it('finds numbers until they are removed', async () => {
      const record = (number: E164, destination: string): NumberRecord => ({
        number,
        account: 'acc_a' as AccountId,
        site,
        route: ROUTE,
        region: MOSCOW,
        connection: 'con_a' as ConnectionId,
        destination: destination as E164,
        state: 'active',
      })
      const [a, b] = numbers(2, run * 10) as [E164, E164]
      await hot.numbers.put([record(a, '+74951234567'), record(b, '+74951234567')])
      await hot.numbers.put([{ ...record(a, '+74957654321'), source: '12' }])
      expect(await hot.numbers.find(a)).toEqual({ ...record(a, '+74957654321'), source: '12' })
      await hot.numbers.remove([a])
      expect([await hot.numbers.find(a), await hot.numbers.find(b)]).toEqual([null, record(b, '+74951234567')])
    })
  })

  describe('a visitor who is to be forgotten', () => {
    it('leaves his own numbers and every ring, and nobody else does', async () => {
      await open({ regions: { available: { [ROUTE]: [MOSCOW] } } } as unknown as SiteSettings)
      const [number] = numbers(1) as [E164]
      await hot.pool.fill(ref, [number], 'active')
      const [before, his, after] = [aLease({ policy: BRIEF }), aLease({ policy: BRIEF }), aLease({ policy: BRIEF })]
      for (const command of [before, his, { ...his, request: 'again', session: 'ses_again' as SessionId }, after]) {
        expect(given((await answered(command)).slots)).toEqual([number])
        await wait(BRIEF.lease + BRIEF.growBelow)
      }
      const holders = async () => (await hot.pool.history({ ...ref, number })).holders.map(({ session }) => session)
      expect(await holders()).toEqual([after.session, 'ses_again', his.session, before.session])
      await hot.pool.forgetVisitor(site, his.visitor!)
      await hot.pool.forgetVisitor(site, his.visitor!)
      expect(await holders()).toEqual([after.session, before.session])
      const { slots } = await answered({ ...his, request: 'new' })
      expect(slots[0]).toMatchObject({ number, how: 'rested' })
      expect(await holders()).toEqual([his.session, after.session, before.session])
    })
  })

  describe('callers', () => {
    const known = (visitor: string) => ({ visitor, session: 'ses_1', confidence: 0.93, at: 1_795_000_000_000 })

    it('are remembered by account, and forgotten by caller or visitor', async () => {
      const [one, two] = [`acc_${site}` as AccountId, `acc_${site}x` as AccountId]
      await hot.callers.remember(one, 'caller1', known('vis_a'))
      await hot.callers.remember(one, 'caller2', known('vis_a'))
      await hot.callers.remember(one, 'caller3', known('vis_b'))
      await hot.callers.remember(one, 'caller2', known('vis_b'))
      expect(await hot.callers.recall(one, 'caller1')).toEqual(known('vis_a'))
      expect(await hot.callers.recall(two, 'caller1')).toBeNull()
      await hot.callers.forgetVisitor(one, 'vis_a')
      expect(await hot.callers.recall(one, 'caller1')).toBeNull()
      expect(await hot.callers.recall(one, 'caller2')).toEqual(known('vis_b'))
      await hot.callers.forgetCaller(one, 'caller3')
      expect(await hot.callers.recall(one, 'caller3')).toBeNull()
    })
  })

  meterContract(() => hot)
  connectionsContract(() => hot)
  settingsContract(() => hot)

  it('answers a ping', async () => {
    await expect(hot.ping()).resolves.toBeUndefined()
  })
}
