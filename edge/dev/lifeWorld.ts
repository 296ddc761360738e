import { sql } from 'drizzle-orm'
import type { AccountId, ConnectionId, E164, RegionCode, RouteId, SessionId, SiteId, SiteKey } from '../brands.ts'
import { connect } from '../db/client.ts'
import { migrate } from '../db/migrate.ts'
import { accounts, connections, leases, numbers, routes, sessions, sites } from '../db/schema.ts'
import { drainOutbox } from '../jobs/drainOutbox.ts'
import { addNumbers } from '../numbers/addNumbers.store.ts'
import type { NumberState } from '../numbers/numbers.table.ts'
import type { SiteOptions } from '../sites/siteSettings.ts'
import { DEFAULT_OPTIONS } from '../sites/defaultOptions.ts'
import { rebuildSite } from '../sites/rebuildSite.ts'
import { modelHotState } from './modelHotState.ts'
import { openTestDatabase } from './postgres/openTestDatabase.ts'
import { servicesOver } from './servicesOver.ts'

export const REGION = 'RU-MOW' as RegionCode
export const CONNECTION = 'con_life' as ConnectionId

/** The number with these last digits. */
export const aNumber = (line: number) => `+7495${String(1_000_000 + line).slice(-7)}` as E164

/** Companies, sites and numbers on a real Postgres with the hot state in memory, under a clock that the test moves. */
export async function createLifeWorld(start: number) {
  const database = await openTestDatabase()
  await migrate(database.url, 'edge/db/migrations')
  const db = connect(database.url)
  let now = start
  const clock = () => now
  const hot = modelHotState(clock)
  const outside = () => Promise.reject(new TypeError('nobody is outside'))
  const services = servicesOver({ databaseUrl: database.url, db, hot, clock }, { outside })
  await db.insert(connections).values({
    id: CONNECTION,
    accountId: 'acc_operator' as AccountId,
    provider: 'generic',
    name: '',
    credentials: '',
    keyId: '',
    settings: {},
  })

  return {
    services,
    db,
    hot,
    drain: (site: SiteKey) => drainOutbox(services, site),
    to(moment: number) {
      now = moment
    },
    forward(ms: number) {
      now += ms
    },
    /** A company with one site and one route. */
    async company(name: string, options: Partial<SiteOptions> = {}) {
      const account = `acc_${name}` as AccountId
      const site = `pk_${name}` as SiteKey
      const route = `rou_${name}` as RouteId
      const id = `sit_${name}` as SiteId
      await db.batch([
        db.insert(accounts).values({ id: account, name }),
        db.insert(sites).values({ id, accountId: account, key: site, name, secret: 's', options: { ...DEFAULT_OPTIONS, ...options } }),
        db.insert(routes).values({ id: route, siteId: id, destination: '+74950000000' as E164 }),
      ])
      await rebuildSite(services, site)
      return { account, site, route, region: REGION }
    },
    /** Free numbers of the operator's, or of a company's own. */
    async add(lines: number[], owner: AccountId | null = null) {
      const rows = lines.map((line) => ({ number: aNumber(line), region: REGION, connection: CONNECTION }))
      return addNumbers(db, { rows, owner, cause: 'import', now })
    },
    /** A number was shown now, as the outbox's consumer would record it. */
    async shown({ site, route }: { site: SiteKey; route: RouteId }, number: E164, visit = `ses_${crypto.randomUUID()}`) {
      const at = new Date(now)
      const session = visit as SessionId
      await db.batch([
        db
          .insert(sessions)
          .values({ ...A_SESSION, id: session, site, accountId: 'acc_x' as AccountId, startedAt: at, lastSeenAt: at })
          .onConflictDoNothing(),
        db
          .insert(leases)
          .values({ ...A_LEASE, site, routeId: route, session, number, entry: `${now}-${visit}`, at })
          .onConflictDoNothing(),
        db.execute(sql`update numbers set last_used_at = ${at.toISOString()}::timestamptz where number = ${number}`),
      ])
    },
    async states(): Promise<Record<string, NumberState>> {
      const rows = await db.select({ number: numbers.number, state: numbers.state }).from(numbers).orderBy(numbers.number)
      return Object.fromEntries(rows.map(({ number, state }) => [number, state]))
    },
    stop: () => database.stop(),
  }
}

export type LifeWorld = Awaited<ReturnType<typeof createLifeWorld>>

const A_SESSION = {
  landing: 'https://shop.example/',
  referrer: '',
  source: '(direct)',
  medium: '(none)',
  channel: 'Direct',
  device: 'desktop',
  regionBy: 'cf',
  language: 'ru',
  timeZone: 'Europe/Moscow',
  consent: 'full',
  params: {},
} as const

const A_LEASE = { slot: 'phone', page: 'pag_1' as never, region: REGION, how: 'rested', step: 0, shared: false } as const
