import type { E164, PageId, RegionCode, RouteId, SessionId, SiteKey, VisitorId } from '../../brands.ts'
import type { HolderProfile } from '../holder.ts'
import { builtKey, countsKey, hourOf, outboxKey, poolKeys, visitorKey } from '../keys.ts'
import type { Overflow, SlotWish } from '../pool.port.ts'
import type { PoolPolicy } from '../policy.ts'
import { growthCap } from '../size.ts'
import { packPolicy } from './rotation.lua.ts'

interface Rotation {
  site: SiteKey
  session: SessionId
  visitor: VisitorId | null
  page: PageId
  startedAt: number
  profile: HolderProfile
  preferRegion: boolean
  overflow: Overflow
  sink: { number: E164; region: RegionCode } | null
  policy: PoolPolicy
}

/** KEYS and ARGV that the lease and the beacon scripts share (ROTATION_LUA), and the index of each pool in them. */
export interface PackedRotation {
  keys: string[]
  args: (string | number)[]
  /** Index of a pool, 1-based; only of pools that were named when packing. */
  indexOf(route: RouteId, region: RegionCode): number
}

/** `head`: see the outbox entry. `slots`: the wishes, with the pools of the numbers held where there are any. */
export function packRotation(
  command: Rotation,
  { head, slots, held, now }: { head: string; slots: SlotWish[]; held: { route: RouteId; region: RegionCode }[]; now: number },
): PackedRotation {
  const { site, session, visitor, page, profile, overflow, sink, policy } = command
  const keys = [
    builtKey(site),
    outboxKey(site),
    countsKey(site, hourOf(now)),
    visitor === null ? builtKey(site) : visitorKey(site, visitor),
  ]
  const caps: number[] = []
  const index = new Map<string, number>()
  const add = (route: RouteId, region: RegionCode, cap: number) => {
    const name = `${route}|${region}`
    if (index.has(name)) return
    index.set(name, index.size + 1)
    const of = poolKeys(site, route, region)
    keys.push(of.pool, of.holders, of.aside)
    caps.push(cap)
  }
  for (const { route, chain } of slots) for (const step of chain) add(route, step.region, growthCap(step, policy))
  for (const { route, region } of held) add(route, region, 0)
  const { device, suspect, region, weight } = profile
  const tail = `${device === 'mobile' ? 'm' : 'd'}${suspect ? 1 : 0},${visitor ?? ''},${region ?? ''},${weight}`
  const args = [
    session,
    visitor ?? '',
    page,
    command.startedAt,
    tail,
    `${suspect ? 1 : 0}${command.preferRegion ? 1 : 0}`,
    overflow.kind === 'number' ? `${overflow.number}|${overflow.region}` : overflow.kind,
    sink ? `${sink.number}|${sink.region}` : '',
    head,
    index.size,
    packPolicy(policy),
    caps.join(','),
  ]
  return { keys, args, indexOf: (route, region) => index.get(`${route}|${region}`) ?? 0 }
}
