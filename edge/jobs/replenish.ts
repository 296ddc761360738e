import { inArray } from 'drizzle-orm'
import { describeFault } from '../describeFault.ts'
import { connections } from '../db/schema.ts'
import { addNumbers } from '../numbers/addNumbers.store.ts'
import { LIFE } from '../numbers/lifePolicy.ts'
import { planOrder } from '../numbers/planOrder.ts'
import { regionStock } from '../numbers/regionStock.store.ts'
import { storageTime } from '../numbers/storageTime.ts'
import type { NumberOrder, SuppliedNumber } from '../numbers/supplier.port.ts'
import type { JobServices } from './jobServices.ts'
import { dayOf, raiseEvents } from './raiseEvents.ts'

/** Nightly: what each region's inventory will lack is ordered; where that is not to be had the operator is told before it runs out. */
export async function replenish(services: JobServices): Promise<void> {
  const { db, clock } = services
  const now = clock()
  for (const { region, stored, ...stock } of await regionStock(db, now)) {
    const { target } = planOrder({ ...stock, exitsDue: 0 })
    const ends = now + LIFE.orderAhead - storageTime({ free: stock.free, target })
    const { order } = planOrder({ ...stock, exitsDue: stored.filter(({ since, healthy }) => healthy && since <= ends).length })
    const received = order > 0 ? await place(services, { id: `${region}:${dayOf(now)}`, region, count: order }) : 0
    const free = stock.free + received
    if (free >= LIFE.lowFree * target) continue
    await raiseEvents(services, [
      { account: null, type: 'pool.low', cause: `${region}:${dayOf(now)}`, data: { region, free, target, ordered: order, received } },
    ])
  }
}

/** Gives how many numbers came. A supplier that fails is asked again the next night. */
async function place(services: JobServices, order: NumberOrder): Promise<number> {
  const { supplier } = services
  if (!supplier) return 0
  let supplied: SuppliedNumber[]
  try {
    supplied = await supplier.order(order)
  } catch (error) {
    console.error(JSON.stringify({ job: 'replenish', region: order.region, ...describeFault(error) }))
    return 0
  }
  return takeSupplied(services, { supplied: supplied.filter(({ region }) => region === order.region).slice(0, order.count), order })
}

/** Numbers that we have already stay as they are, those of no connection of ours are not taken. */
async function takeSupplied(
  { db, clock }: JobServices,
  { supplied, order }: { supplied: SuppliedNumber[]; order: NumberOrder },
): Promise<number> {
  if (!supplied.length) return 0
  const named = [...new Set(supplied.map(({ connection }) => connection))]
  const known = await db.select({ id: connections.id }).from(connections).where(inArray(connections.id, named))
  const ours = new Set(known.map(({ id }) => id))
  const rows = supplied.filter(({ connection }) => ours.has(connection))
  return (await addNumbers(db, { rows, owner: null, cause: `order:${order.id}`, now: clock() })).length
}
