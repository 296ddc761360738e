import { beforeEach, describe, expect, it } from 'vitest'
import type { AccountId, E164 } from '../../brands.ts'
import { HOUR, MINUTE, SECOND } from '../../clock.ts'
import { type CallLimits, CALL_KNOWN, type MeterStep, PLACE } from '../meter.port.ts'
import { countInModel, type MeteredCall, type MeterState } from './meterModel.ts'

const account = 'acc_1' as AccountId
const OFFICE = '+74957654321' as E164
const SHOP = '+74957654322' as E164

describe('the meter, as time passes', () => {
  let now: number
  let limits: CallLimits
  let state: MeterState
  beforeEach(() => {
    now = Date.UTC(2026, 10, 24, 12)
    limits = { concurrentCalls: 1, destinationMinutes: null }
    const calls = new Map<string, MeteredCall>()
    const talk = new Map<string, number>()
    state = {
      get limits() {
        return limits
      },
      live: (at) => [...calls].filter(([, { place }]) => place > at).map(([call, of]) => ({ call, of })),
      find: (call) => calls.get(call) ?? null,
      keep: (call, of) => void calls.set(call, of),
      seconds: (day, destination) => talk.get(`${day} ${destination}`) ?? 0,
      add: (day, destination, seconds) => void talk.set(`${day} ${destination}`, (talk.get(`${day} ${destination}`) ?? 0) + seconds),
    }
  })
  const count = (
    call: string,
    step: Omit<Extract<MeterStep, { step: 'start' }>, 'account' | 'call'> | { step: 'answered' } | { step: 'end'; talkSec: number | null },
  ) => countInModel(state, { account, call, ...step }, now)
  const start = (call: string, ...destinations: E164[]) =>
    count(call, { step: 'start', destinations: destinations.length ? destinations : [OFFICE] }).kind

  it.each<[string, boolean, number]>([
    ['that nobody answered', false, PLACE.ringing],
    ['that was answered', true, PLACE.talking],
  ])('a call %s gives its place back when its end was lost', (_, answered, life) => {
    start('a')
    if (answered) count('a', { step: 'answered' })
    now += life - 1
    expect(start('b')).toBe('refused')
    now += 1
    expect(start('b')).toBe('admitted')
  })

  it('a call that goes on counts by the minute for its destination', () => {
    limits = { concurrentCalls: null, destinationMinutes: 10 }
    start('a')
    count('a', { step: 'answered' })
    now += 10 * MINUTE - 1
    expect(start('b')).toBe('admitted')
    now += 1
    expect(start('c')).toBe('refused')
    expect(start('d', SHOP)).toBe('admitted')
  })

  it('talk is what has passed since the answer where the provider does not say', () => {
    limits = { concurrentCalls: null, destinationMinutes: 10 }
    start('a')
    now += 20 * SECOND
    count('a', { step: 'answered' })
    now += 61_900
    count('a', { step: 'end', talkSec: null })
    now += HOUR
    count('a', { step: 'end', talkSec: null })
    expect(state.seconds('2026-11-24', OFFICE)).toBe(61)
  })

  it('the next day begins at nothing', () => {
    limits = { concurrentCalls: null, destinationMinutes: 1 }
    start('a')
    count('a', { step: 'end', talkSec: 60 })
    expect(start('b')).toBe('refused')
    now = Date.UTC(2026, 10, 25)
    expect(start('b')).toBe('admitted')
  })

  it('a call is forgotten after its last step', () => {
    count('a', { step: 'end', talkSec: 0 })
    now += CALL_KNOWN - 1
    start('a')
    expect(state.find('a')!.place).toBe(0)
    now += 1
    start('a')
    expect(state.find('a')!.place).toBe(now + PLACE.ringing)
  })
})
