import type { Redis } from '@upstash/redis/cloudflare'
import type { E164 } from '../../brands.ts'
import type { Clock } from '../../clock.ts'
import { callLimitsKey, meterKeys } from '../keys.ts'
import { type Admission, CALL_KNOWN, type CallMeter, meterDay, type MeterStep, MINUTES_LIFE, PLACE } from '../meter.port.ts'
import type { ScriptCall } from './poolCalls.ts'
import { runScript } from './runScript.ts'
import type { Scripts } from './scripts.ts'

/** `now`: ms, the caller's clock: says only which day's minutes to count. */
export function meterCall(step: MeterStep, now: number): ScriptCall<Admission> {
  const { live, known, about, minutes } = meterKeys(step.account, meterDay(now))
  const talk = step.step === 'end' ? Math.floor(step.talkSec ?? -1) : -1
  const lives = [PLACE.ringing, PLACE.talking, CALL_KNOWN, MINUTES_LIFE]
  return {
    script: 'meter',
    keys: [callLimitsKey(step.account), live, known, about, minutes],
    args: [step.step, step.call, talk, ...lives, ...(step.step === 'start' ? step.destinations : [])],
    parse: (reply) => admissionOf(Number(reply)),
  }
}

function admissionOf(reply: number): Admission {
  if (reply === -2) return { kind: 'unlimited' }
  if (reply >= 1) return { kind: 'admitted', destination: reply - 1 }
  return { kind: 'refused', limit: reply === 0 ? 'concurrent-calls' : 'destination-minutes' }
}

export function redisMeter({ redis, scripts, clock }: { redis: Redis; scripts: Scripts; clock: Clock }): CallMeter {
  return {
    async count(step) {
      const { script, keys, args, parse } = meterCall(step, clock())
      return parse(await runScript(redis, scripts[script], keys, args))
    },
    async write(account, { version, ...limits }) {
      await runScript(redis, scripts.writeSettings, [callLimitsKey(account)], [version, JSON.stringify(limits)])
    },
    async usage(account) {
      const now = clock()
      const { live, minutes } = meterKeys(account, meterDay(now))
      const [calls, flat] = await redis.pipeline().zcount(live, `(${now}`, '+inf').hgetall(minutes).exec<[number, string[] | null]>()
      const destinations = (flat ?? []).flatMap((text, i, all) =>
        i % 2 ? [] : [{ destination: text as E164, seconds: Number(all[i + 1]) }],
      )
      return { calls, destinations }
    },
  }
}
