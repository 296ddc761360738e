import { HOUR } from '../clock.ts'
import type { SiteKey } from '../brands.ts'
import { sitePools } from '../pools/sitePools.store.ts'
import type { JobServices } from './jobServices.ts'
import { dayOf, type RaisedEvent, raiseEvents } from './raiseEvents.ts'

/** Sites that are asked about at once. */
const AT_ONCE = 20

/** Every minute: pools in which visitors had to share or kept the page's own number, told once a day each. */
export async function watchExhaustion(services: JobServices): Promise<void> {
  const { db, hot, clock } = services
  const accounts = new Map((await sitePools(db)).map(({ site, account }) => [site, account]))
  const hour = Math.floor(clock() / HOUR)
  const sites = [...accounts.keys()]
  for (let i = 0; i < sites.length; i += AT_ONCE) {
    const loads = await Promise.all(
      sites.slice(i, i + AT_ONCE).map(async (site) => [site, await hot.pool.load(site, hour - 1, hour)] as const),
    )
    const raised = loads.flatMap(([site, load]) => {
      const short = new Map<string, { shared: number; original: number }>()
      for (const { route, region, how, count } of load) {
        if (how !== 'shared' && how !== 'overflow' && how !== 'exhausted') continue
        const pool = short.get(`${route}:${region}`) ?? { shared: 0, original: 0 }
        if (how === 'exhausted') pool.original += count
        else pool.shared += count
        short.set(`${route}:${region}`, pool)
      }
      return [...short].map(([pool, counts]): RaisedEvent =>
        exhausted({ site, pool, counts, account: accounts.get(site)!, day: dayOf(clock()) }),
      )
    })
    await raiseEvents(services, raised)
  }
}

function exhausted({
  site,
  pool,
  counts,
  account,
  day,
}: {
  site: SiteKey
  pool: string
  counts: { shared: number; original: number }
  account: RaisedEvent['account']
  day: string
}): RaisedEvent {
  const [route, region] = pool.split(':')
  return { account, type: 'pool.exhausted', cause: `${site}:${pool}:${day}`, data: { site, route, region: region || null, ...counts } }
}
