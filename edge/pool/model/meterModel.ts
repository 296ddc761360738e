import type { E164 } from '../../brands.ts'
import { MINUTE, SECOND } from '../../clock.ts'
import { type Admission, CALL_KNOWN, type CallLimits, meterDay, type MeterStep, PLACE } from '../meter.port.ts'

export interface MeteredCall {
  destination: E164
  /** ms; 0 = not yet. */
  answered: number
  /** Seconds of talk. */
  counted: number
  over: boolean
  /** ms at which its place is given back; 0 = it has none. */
  place: number
  /** ms at which it is forgotten. */
  known: number
}

/** What an account's meter remembers. */
export interface MeterState {
  limits: CallLimits | null
  /** Calls that have a place at `now`. */
  live(now: number): { call: string; of: MeteredCall }[]
  find(call: string): MeteredCall | null
  keep(call: string, of: MeteredCall): void
  /** Seconds talked with a destination on a day. */
  seconds(day: string, destination: E164): number
  add(day: string, destination: E164, seconds: number): void
}

/** The rules of `meter.lua.ts`, step by step the same. */
export function countInModel(state: MeterState, step: MeterStep, now: number): Admission {
  const { limits } = state
  if (limits?.concurrentCalls == null && limits?.destinationMinutes == null) return { kind: 'unlimited' }
  const found = state.find(step.call)
  const call: MeteredCall =
    found && found.known > now ? found : { destination: '' as E164, answered: 0, counted: 0, over: false, place: 0, known: 0 }
  const known = now + CALL_KNOWN
  const first: Admission = { kind: 'admitted', destination: 0 }
  const day = meterDay(now)

  switch (step.step) {
    case 'start': {
      if (call.over) return first
      const others = state.live(now).filter((other) => other.call !== step.call)
      const { concurrentCalls: most, destinationMinutes: minutes } = limits
      if (most !== null && call.place <= now && others.length >= most) return { kind: 'refused', limit: 'concurrent-calls' }
      const used = (destination: E164) =>
        others
          .filter(({ of }) => of.destination === destination && of.answered > 0)
          .reduce((sum, { of }) => sum + (now - of.answered) / SECOND, state.seconds(day, destination))
      const choice = minutes === null ? 0 : step.destinations.findIndex((one) => used(one) < (minutes * MINUTE) / SECOND)
      if (choice < 0) return { kind: 'refused', limit: 'destination-minutes' }
      state.keep(step.call, { ...call, destination: step.destinations[choice]!, place: now + PLACE.ringing, known })
      return { kind: 'admitted', destination: choice }
    }
    case 'answered':
      if (call.destination && !call.over) {
        state.keep(step.call, { ...call, answered: call.answered || now, place: now + PLACE.talking, known })
      }
      return first
    case 'end': {
      const passed = !call.over && call.answered ? Math.floor((now - call.answered) / SECOND) : 0
      const talk = step.talkSec === null ? passed : Math.floor(step.talkSec)
      const more = call.destination ? Math.max(0, talk - call.counted) : 0
      if (more > 0) state.add(day, call.destination, more)
      state.keep(step.call, { ...call, counted: call.counted + more, over: true, place: 0, known })
      return first
    }
  }
}
