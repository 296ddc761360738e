import { type SQL, sql } from 'drizzle-orm'
import type { SiteKey } from '../brands.ts'
import { DAY } from '../clock.ts'
import { insertRows } from '../db/insertRows.ts'
import { botVisits, leases, sessionEvents, sessions } from '../db/schema.ts'
import { storeTouches } from '../visitors/storeTouches.ts'
import type { VisitRows } from './visitRows.ts'

/** An event's `born` lies within so much of its session's beginning: see `edgeTimes.ts`. */
const SESSION_SPAN = 2 * DAY

/**
 * The statements that store a site's rows, for one transaction. Storing them twice changes nothing, and in whatever order batches
 * come they leave the same tables: sessions are folded (`foldSession.ts` says the same), events kept once by the sender's id, leases
 * by their outbox entry; totals are counted anew from the events that are there. Writers of one site take turns, so that none counts
 * without the other's events. A session of another site with the same id is left alone.
 */
export function storeVisits(rows: VisitRows, { site, lookBack }: { site: SiteKey; /** ms */ lookBack: number }): SQL[] {
  const statements: SQL[] = []
  if (rows.sessions.length) statements.push(sql`${insertRows(sessions, rows.sessions)} ${ON_KNOWN_SESSION}`)
  if (rows.leases.length) statements.push(sql`${insertRows(leases, rows.leases)} on conflict do nothing`)
  if (rows.events.length) {
    statements.push(sql`${insertRows(sessionEvents, rows.events)} on conflict (site, id, born) do update
      set at = excluded.at where session_events.at > excluded.at`)
  }
  if (rows.sessions.length || rows.events.length || rows.leases.length) statements.push(totalsStatement(rows, site))
  if (rows.touches.length) statements.push(...storeTouches(rows.touches, { site, lookBack }))
  if (rows.bots.length) statements.push(sql`${insertRows(botVisits, rows.bots)} on conflict do nothing`)
  if (rows.shown.size) {
    const shown = [...rows.shown].map(([number, at]) => ({ number, at }))
    statements.push(sql`update numbers set last_used_at = shown.at
      from json_to_recordset(${JSON.stringify(shown)}::json) as shown(number text, at timestamptz)
      where numbers.number = shown.number and (numbers.last_used_at is null or numbers.last_used_at < shown.at)`)
  }
  return statements.length ? [sql`select pg_advisory_xact_lock(hashtext(${`visits ${site}`}))`, ...statements] : []
}

/** The new entry tells more of how the visit came, or as much and is earlier. */
const BETTER = `(excluded.touch_rank, excluded.touch_entry collate "C") < (sessions.touch_rank, sessions.touch_entry collate "C")`
/** Columns that go with the touch. */
const DESCRIBED = (
  'landing referrer source medium campaign content term channel click_id click_network phrase referrer_host rule touch ' +
  'touched_at touch_rank touch_entry device region region_by language time_zone'
).split(' ')

/** What is known of the session already and what is said now, folded. A credit that another touch brought is given anew below. */
const ON_KNOWN_SESSION = sql`on conflict (id) do update set
  ${sql.raw(DESCRIBED.map((name) => `${name} = case when ${BETTER} then excluded.${name} else sessions.${name} end`).join(', '))},
  credit = case when ${sql.raw(BETTER)} then null else sessions.credit end,
  visitor = least(sessions.visitor, excluded.visitor),
  started_at = least(sessions.started_at, excluded.started_at),
  last_seen_at = greatest(sessions.last_seen_at, excluded.last_seen_at),
  consent = least(sessions.consent, excluded.consent),
  params_seen = case when excluded.params_seen = '{}' or excluded.params_seen = sessions.params_seen then sessions.params_seen else
    (select jsonb_object_agg(key, value) from (select distinct on (key) key, value from
      (select * from jsonb_each(sessions.params_seen) union all select * from jsonb_each(excluded.params_seen)) as said
      order by key, value desc) as latest) end,
  suspect = sessions.suspect or excluded.suspect
  where sessions.site = excluded.site`

/**
 * Page views, engaged time (of each page view the greatest total that it told), parameters and last sign of life of the batch's sessions.
 * A month that has just begun has no statistics: `offset 0` and `site || ''` leave the planner
 * nothing but the sessions' own indexes.
 */
function totalsStatement({ sessions: visits, events, leases: shown }: VisitRows, site: SiteKey): SQL {
  const ids = [...new Set([...visits.map(({ id }) => id), ...events.map(({ session }) => session), ...shown.map(({ session }) => session)])]
  const times = [...visits.map(({ startedAt }) => startedAt), ...events.map(({ born }) => born!), ...shown.map(({ at }) => at)]
  const moments = times.map((time) => time.getTime())
  const from = new Date(moments.reduce((a, b) => Math.min(a, b)) - SESSION_SPAN).toISOString()
  const to = new Date(moments.reduce((a, b) => Math.max(a, b)) + SESSION_SPAN).toISOString()
  const within = (time: string) => sql.raw(`${time} >= '${from}' and ${time} < '${to}'`)
  const own = sql`session = visit.id and site || '' = ${site}`
  return sql`update sessions set page_views = coalesce(counted.views, 0), engaged_ms = coalesce(counted.engaged, 0),
      params = coalesce(counted.params, sessions.params), params_seen = coalesce(counted.seen, sessions.params_seen),
      last_seen_at = greatest(sessions.last_seen_at, counted.told_at, counted.shown_at)
    from (
      select visit.id, told.views, told.engaged, told.at as told_at, shown.at as shown_at, named.seen, named.params
      from json_array_elements_text(${JSON.stringify(ids)}::json) as touched(id)
      join sessions as visit on visit.id = touched.id and visit.site || '' = ${site}
      cross join lateral (
        select sum(views)::int as views, sum(engaged)::bigint as engaged, max(at) as at, sum(params) as params from (
          select count(*) filter (where type = 'page') as views, max(at) as at, count(*) filter (where type = 'params') as params,
            coalesce(max((data->>'engaged')::bigint) filter (where type = 'engagement'), 0) as engaged
          from session_events where ${own} and ${within('born')} group by page
        ) as pages
      ) as told
      cross join lateral (select max(at) as at from (select at from leases where ${own} and ${within('at')} offset 0) as own) as shown
      cross join lateral (
        select jsonb_object_agg(key, seen) as seen, jsonb_object_agg(key, seen->1) as params from (
          select distinct on (key) key, seen from (
            select key, value as seen from jsonb_each(visit.params_seen)
            union all
            select key, jsonb_build_array((extract(epoch from at) * 1000)::bigint, value)
            from (select at, data from session_events where ${own} and ${within('born')} and type = 'params' and told.params > 0 offset 0) as events,
              jsonb_each(data->'params')
          ) as said order by key, seen desc
        ) as latest
      ) as named
    ) as counted
    where sessions.id = counted.id`
}
