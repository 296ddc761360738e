import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { RegionCode } from '../brands.ts'
import { DAY, HOUR } from '../clock.ts'
import { leases, sessions } from '../db/schema.ts'
import { aNumber, createLifeWorld, type LifeWorld, REGION } from '../dev/lifeWorld.ts'
import { VISIBLE } from '../pool/size.ts'
import { hourlyDemand } from './hourlyDemand.store.ts'

const START = Date.UTC(2026, 0, 5, 12)
let world: LifeWorld
beforeAll(async () => {
  world = await createLifeWorld(START)
}, 60_000)
afterAll(() => world.stop())

test('demand is visits by hour, of the pool that should have served them, without suspects, one’s own number again and what is no rotation', async () => {
  const { db } = world
  const company = await world.company('demand')
  const name = (region: string) => `${company.route}|${region}`
  const shown = (visit: string) => world.shown(company, aNumber(1), visit)
  await shown('ses_twice')
  world.forward(60_000)
  await shown('ses_twice')
  await shown('ses_fallen')
  await shown('ses_elsewhere')
  await shown('ses_bot')
  await shown('ses_static')
  await shown('ses_own')
  world.forward(2 * HOUR)
  await shown('ses_later')
  await db
    .update(sessions)
    .set({ region: 'RU-SPE' as RegionCode })
    .where(sql`id in ('ses_fallen', 'ses_elsewhere')`)
  await db
    .update(leases)
    .set({ step: 1 })
    .where(sql`session = 'ses_fallen'`)
  await db
    .update(sessions)
    .set({ suspect: true })
    .where(sql`id = 'ses_bot'`)
  await db
    .update(leases)
    .set({ how: 'static' })
    .where(sql`session = 'ses_static'`)
  await db
    .update(leases)
    .set({ how: 'sticky' })
    .where(sql`session = 'ses_own'`)
  world.forward(HOUR)

  const at = (pools: string[]) => hourlyDemand(db, { site: company.site, pools: new Set(pools), now: world.services.clock() })
  const both = await at([name(REGION), name('RU-SPE')])
  const hour = START / HOUR
  expect(both.since).toBe(START)
  expect(both.visible, 'a few visits say nothing of how long they stay').toBe(VISIBLE)
  expect(Object.fromEntries(both.pools)).toEqual({
    [name(REGION)]: new Map([
      [hour, 2],
      [hour + 2, 1],
    ]),
    [name('RU-SPE')]: new Map([[hour, 1]]),
  })
  const without = await at([name(REGION)])
  expect(without.pools.get(name(REGION))!.get(hour), 'a region without a pool of its own is no pool’s debt').toBe(3)
  world.forward(29 * DAY)
  expect(await at([name(REGION)])).toMatchObject({ since: null, pools: new Map() })
})
