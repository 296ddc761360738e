import { type SQL, sql } from 'drizzle-orm'
import type { SiteKey } from '../brands.ts'
import { insertRows } from '../db/insertRows.ts'
import { touches } from './visitors.table.ts'

/** Touches that a visitor's list holds: the first and the latest. */
const TOUCHES_KEPT = 20

/** Where marks of a touch go in a session's row. */
const CREDITED = sql.raw(
  Object.entries({
    source: 'source',
    medium: 'medium',
    campaign: 'campaign',
    content: 'content',
    term: 'term',
    channel: 'channel',
    click_id: 'clickId',
    click_network: 'clickNetwork',
    phrase: 'phrase',
    referrer_host: 'referrerHost',
    rule: 'rule',
  })
    .map(([column, key]) => `${column} = known.touch->>'${key}'`)
    .join(', '),
)

/**
 * The statements that store a site's touches, for one transaction behind `storeVisits`' turn: of a campaign in a session the earliest;
 * then the visitors' rows are reduced from their touches as `nextTouch` does it, and their direct visits credited as `lastNonDirect`
 * says. Whatever the order in which touches come, the rows end up the same.
 */
export function storeTouches(
  rows: (typeof touches.$inferInsert)[],
  { site, lookBack }: { site: SiteKey; /** ms */ lookBack: number },
): SQL[] {
  const ids = JSON.stringify([...new Set(rows.map(({ visitor }) => visitor))])
  const those = sql`json_array_elements_text(${ids}::json) as those(id)`
  return [
    sql`${insertRows(touches, rows)} on conflict (site, visitor, session, mark) do update
      set entry = excluded.entry, at = excluded.at, touch = excluded.touch
      where touches.entry collate "C" > excluded.entry collate "C"`,
    sql`update sessions set ${CREDITED}, credit = known.touch
      from (
        select visit.id, found.touch from ${those} join sessions as visit on visit.visitor = those.id and visit.site || '' = ${site}
        cross join lateral (
          select touch from (select * from touches where site = ${site} and visitor = those.id offset 0) as earlier
          where not direct and at < visit.touched_at and at >= visit.touched_at - ${lookBack} * interval '1 millisecond'
          order by at desc, entry collate "C" desc, mark limit 1
        ) as found
        where visit.touch_rank >= 2 and visit.credit is distinct from found.touch
      ) as known
      where sessions.id = known.id`,
    reduceVisitors({ site, those }),
  ]
}

/** Writes visitors' rows anew from all of their touches. */
function reduceVisitors({ site, those }: { site: SiteKey; those: SQL }): SQL {
  return sql`with arrivals as (
      select own.*, min(entry collate "C") over (partition by visitor, session) as began
      from ${those} cross join lateral (select * from touches where site = ${site} and visitor = those.id offset 0) as own
    ), clicks as (
      select distinct on (site, visitor, click) * from (
        select *, case when touch->>'clickId' is null then session || ' ' || mark
          else concat('click ', touch->>'clickNetwork', ' ', touch->>'clickId') end as click
        from arrivals where not direct or entry = began
      ) as named order by site, visitor, click, at, entry collate "C"
    ), ranked as (
      select *, row_number() over early as nth, row_number() over late as from_end from clicks
      window early as (partition by site, visitor order by at, entry collate "C", mark),
        late as (partition by site, visitor order by at desc, entry collate "C" desc, mark desc)
    )
    insert into visitors (site, id, account_id, first_at, last_at, first, last, last_non_direct, touches)
    select site, visitor, min(account_id), min(at), max(at),
      (array_agg(touch) filter (where nth = 1))[1], (array_agg(touch) filter (where from_end = 1))[1],
      (array_agg(touch order by nth desc) filter (where not direct))[1],
      jsonb_agg(touch order by nth) filter (where nth = 1 or from_end <= ${TOUCHES_KEPT - 1}::int)
    from ranked group by site, visitor
    on conflict (site, id) do update set first_at = excluded.first_at, last_at = excluded.last_at, first = excluded.first,
      last = excluded.last, last_non_direct = excluded.last_non_direct, touches = excluded.touches
      where (visitors.first, visitors.last, visitors.last_non_direct, visitors.touches)
        is distinct from (excluded.first, excluded.last, excluded.last_non_direct, excluded.touches)`
}
