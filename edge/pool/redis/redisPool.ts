import type { Redis } from '@upstash/redis/cloudflare'
import type { E164, RegionCode, RouteId } from '../../brands.ts'
import type { Clock } from '../../clock.ts'
import { countsKey, poolKeys, siteKey, visitorKey } from '../keys.ts'
import type { SiteSettings } from '../../sites/siteSettings.ts'
import type { MeterStep } from '../meter.port.ts'
import type { CallNote, HourLoad, Pool } from '../pool.port.ts'
import {
  beaconCall,
  callCall,
  drainCall,
  fillCall,
  forgetCall,
  historyCall,
  leaseCall,
  removeCall,
  takeBackCall,
  type ScriptCall,
} from './poolCalls.ts'
import { meterCall } from './redisMeter.ts'
import { runScript, runTogether } from './runScript.ts'
import type { Scripts } from './scripts.ts'

/** The pool on Redis: each step is one script. */
export function redisPool({ redis, scripts, clock }: { redis: Redis; scripts: Scripts; clock: Clock }): Pool {
  const run = async <Outcome>({ script, keys, args, parse }: ScriptCall<Outcome>) =>
    parse(await runScript(redis, scripts[script], keys, args))
  const callAndCount = async (note: CallNote, step: MeterStep) => {
    const [call, meter] = [callCall(note), meterCall(step, clock())]
    const [written, counted] = await runTogether(
      redis,
      [call, meter].map(({ script, keys, args }) => ({ script: scripts[script], keys, args })),
    )
    if (written?.status !== 'fulfilled') throw written?.reason ?? new Error('Redis did not answer')
    return { ...call.parse(written.value), ...(counted?.status === 'fulfilled' && { admission: meter.parse(counted.value) }) }
  }

  return {
    lease: (command) => run(leaseCall(command, clock())),
    beacon: (command) => run(beaconCall(command, clock())),
    call: (note) => (note.meter ? callAndCount(note, note.meter) : run(callCall(note))),
    history: (ref) => run(historyCall(ref)),
    async fill(ref, numbers, as, lastSeen = {}) {
      if (numbers.length > 0) await run(fillCall(ref, { numbers, as, lastSeen }))
    },
    drain: async (ref, numbers) => (numbers.length === 0 ? [] : run(drainCall(ref, numbers))),
    takeBack: async (ref, numbers) => (numbers.length === 0 ? [] : run(takeBackCall(ref, numbers))),
    async remove(ref, numbers) {
      if (numbers.length > 0) await run(removeCall(ref, numbers))
    },

    async forgetVisitor(site, visitor) {
      const settings = await redis.hget<string>(siteKey(site), 'settings')
      const { available } = (JSON.parse(settings ?? '{}') as Partial<SiteSettings>).regions ?? { available: {} }
      for (const [route, regions] of Object.entries(available) as [RouteId, RegionCode[]][]) {
        for (const region of regions) {
          let cursor = '0'
          do cursor = await run(forgetCall({ site, route, region }, visitor, cursor))
          while (cursor !== '0')
        }
      }
      await redis.del(visitorKey(site, visitor))
    },

    async state({ site, route, region }) {
      const { pool, aside } = poolKeys(site, route, region)
      const [active, others] = await redis
        .multi()
        .zrange(pool, 0, -1, { withScores: true })
        .zrange(aside, 0, -1, { withScores: true })
        .exec<[string[], string[]]>()
      const outside = pairs(others)
      return {
        route,
        region,
        active: pairs(active).map(([number, score]) => ({ number: number as E164, score })),
        draining: outside.filter(([, score]) => score >= 0).map(([number, since]) => ({ number: number as E164, since })),
        stock: outside.filter(([, score]) => score < 0).map(([number]) => number as E164),
      }
    },

    async load(site, from, to) {
      const hours = Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i)
      if (hours.length === 0) return []
      const pipeline = redis.pipeline()
      for (const hour of hours) pipeline.hgetall(countsKey(site, hour))
      const answers = await pipeline.exec<(string[] | null)[]>()
      return answers.flatMap((fields, i) =>
        pairs(fields ?? []).map(([field, count]) => {
          const [route, region, how] = field.split('|') as [RouteId, RegionCode, HourLoad['how']]
          return { hour: from + i, route, region, how, count }
        }),
      )
    },
  }
}

function pairs(flat: (string | number)[]): [string, number][] {
  const list: [string, number][] = []
  for (let i = 0; i < flat.length; i += 2) list.push([String(flat[i]), Number(flat[i + 1])])
  return list
}
