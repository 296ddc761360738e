import { afterAll, expect, test } from 'vitest'
import type { AccountId, CallId, ConnectionId, E164, PageId, RegionCode, SessionId, SiteKey, VisitorId } from '../../../brands.ts'
import { calls } from '../../../calls/calls.table.ts'
import { MINUTE, SECOND } from '../../../clock.ts'
import { connect } from '../../../db/client.ts'
import { migrate } from '../../../db/migrate.ts'
import { openTestDatabase } from '../../../dev/postgres/openTestDatabase.ts'
import { sessionEvents, sessions } from '../../../sessions/sessions.table.ts'
import { readLog } from './readLog.ts'
import { recordedLog } from './recordedLog.ts'

const database = await openTestDatabase()
afterAll(() => database.stop())

const NOW = Date.UTC(2026, 10, 18, 12)
const SITE = 'pk_logged' as SiteKey
const ACCOUNT = 'acc_logged' as AccountId
const moment = (minutes: number) => new Date(NOW - minutes * MINUTE)

const aSession = (name: string, minutes: number) => ({
  id: `ses_${name}` as SessionId,
  accountId: ACCOUNT,
  site: SITE,
  visitor: 'vis_secret' as VisitorId,
  startedAt: moment(minutes),
  lastSeenAt: moment(minutes - 3),
  landing: 'https://secret.example/page',
  referrer: '',
  source: 'direct',
  medium: 'none',
  channel: 'direct',
  device: 'mobile' as const,
  region: 'RU-MOW' as RegionCode,
  regionBy: 'table',
  language: '',
  timeZone: '',
  consent: 'full',
  params: {},
})
const aCall = (name: string, minutes: number, change: object) => ({
  id: `cal_${name}` as CallId,
  connectionId: 'con_1' as ConnectionId,
  externalId: name,
  accountId: ACCOUNT,
  site: SITE,
  direction: 'in',
  status: 'answered' as const,
  startedAt: moment(minutes),
  caller: '+79161234567' as E164,
  recordings: [],
  eventCount: 1,
  ...change,
})

test('an installation gives a log that can be replayed and that names nobody', async () => {
  await migrate(database.url, 'edge/db/migrations')
  const db = connect(database.url)
  await db.insert(sessions).values([aSession('b', 600), aSession('a', 1000)])
  await db.insert(sessionEvents).values({
    id: 'e1',
    site: SITE,
    session: 'ses_b' as SessionId,
    page: 'pag_1' as PageId,
    type: 'tap',
    at: new Date(moment(598).getTime() - 8 * SECOND),
    data: {},
  })
  await db
    .insert(calls)
    .values([
      aCall('tapped', 598, { label: 'tap', confidence: 0.99, session: 'ses_b' as SessionId }),
      aCall('again', 300, { label: 'repeat-caller', confidence: 0.99, session: 'ses_b' as SessionId }),
    ])
  const text = await recordedLog(db, { site: SITE, now: NOW, days: 7 })
  expect(text).not.toMatch(/secret|7916|ses_|vis_|RU-|direct/)
  expect(text).toContain('"tap":')
  const log = readLog(text)
  expect(log.visits.map(({ visitor, region }) => [visitor, region])).toEqual([
    [0, 0],
    [0, 0],
  ])
  expect(log.calls).toEqual([expect.objectContaining({ visit: 1, first: true, hidden: false })])
})
