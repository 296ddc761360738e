import type { MovedNumber } from '../numbers/moveNumbers.store.ts'
import type { PoolRef } from '../pool/pool.port.ts'
import type { HotState } from '../pool/hotState.port.ts'

/** Takes numbers out of the pools where they were. Their directory entries stay: calls are still routed. */
export async function leavePools(hot: HotState, moved: MovedNumber[]): Promise<void> {
  const pools = new Map<string, { ref: PoolRef; members: MovedNumber[] }>()
  for (const one of moved) {
    if (one.site === null || one.route === null) continue
    const key = `${one.site}|${one.route}|${one.region}`
    const pool = pools.get(key) ?? { ref: { site: one.site, route: one.route, region: one.region }, members: [] }
    pool.members.push(one)
    pools.set(key, pool)
  }
  for (const { ref, members } of pools.values()) {
    await hot.pool.remove(
      ref,
      members.map(({ number }) => number),
    )
  }
}
