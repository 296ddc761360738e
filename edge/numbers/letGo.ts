import { and, eq, sql } from 'drizzle-orm'
import type { AccountId, E164 } from '../brands.ts'
import { numbers } from '../db/schema.ts'
import { RotaryError } from '../errors.ts'
import { leavePools } from '../pools/leavePools.ts'
import { pushDirectory } from '../pools/pushDirectory.ts'
import { pushSettings } from '../pools/pushNumbers.ts'
import type { Services } from '../services.ts'
import { type MovedNumber, moveNumbers } from './moveNumbers.store.ts'
import type { NumberState } from './numbers.table.ts'
import { unsetStatic } from './staticNumbers.store.ts'

type Ports = Pick<Services, 'db' | 'hot' | 'clock' | 'ring'>
type Row = typeof numbers.$inferSelect

/**
 * The company lets a number go. One that rotates drains, and is stored when its 14 days are over; a static or unused one is stored at
 * once, its 14 days being counted as part of its storage. What is leaving already stays as it is. Gives its state.
 */
export async function releaseNumber(ports: Ports, { row, cause }: { row: Row; cause: string }): Promise<NumberState> {
  const { number, site, routeId: route, region, state, source } = row
  if (state === 'draining' || state === 'stored') return state
  if (site === null || route === null) throw new RotaryError('conflict', `${number} is ${state}: it is bound to no site`)
  if (state === 'active' && source === null) {
    await ports.hot.pool.drain({ site, route, region }, [number])
    await ports.ring(site)
    return 'draining'
  }
  if (source !== null) await unsetStatic(ports.db, { site, number })
  const moved = await moveNumbers(ports.db, {
    where: sql`n.number = ${number} and n.site = ${site} and (n.state = 'stock' or (n.state = 'active' and n.source is not null))`,
    to: 'stored',
    cause,
    now: ports.clock(),
  })
  await tell(ports, moved)
  return 'stored'
}

/** The number is given back to its provider: it is in no pool, routes no calls and is never bound again. Gives its state. */
export async function retireNumber(ports: Ports, { row, cause }: { row: Row; cause: string }): Promise<NumberState> {
  const { number, site, source } = row
  if (site !== null && source !== null) await unsetStatic(ports.db, { site, number })
  const moved = await moveNumbers(ports.db, {
    where: sql`n.number = ${number} and n.state <> 'retired'`,
    to: 'retired',
    set: sql`account_id = n.owner_id, site = null, route_id = null, source = null`,
    cause,
    now: ports.clock(),
  })
  await tell(ports, moved)
  return 'retired'
}

/** The account's number, or a refusal. */
export async function requireNumber({ db }: Pick<Services, 'db'>, { account, number }: { account: AccountId; number: E164 }): Promise<Row> {
  const [row] = await db
    .select()
    .from(numbers)
    .where(and(eq(numbers.number, number), eq(numbers.accountId, account)))
  if (!row) throw new RotaryError('not_found', 'There is no such number')
  return row
}

async function tell(ports: Ports, moved: MovedNumber[]): Promise<void> {
  await leavePools(ports.hot, moved)
  await pushDirectory(ports, moved)
  for (const { site } of moved) if (site !== null) await pushSettings(ports, site)
}
