import * as v from 'valibot'
import type { Page } from './paging.ts'

/** A moment as JSON tells it, ISO 8601 in UTC. */
export const MomentSchema = v.pipe(
  v.union([v.pipe(v.string(), v.isoTimestamp()), v.date()]),
  v.transform((moment) => new Date(moment)),
)

/** A page of a list. */
export function pageSchema<Item extends v.GenericSchema>(item: Item): v.GenericSchema<Page<v.InferInput<Item>>> {
  return v.object({ items: v.array(item), next: v.nullable(v.string()) })
}

/** `?limit=` and `?cursor=` of every list. */
export const PageQueryEntries = {
  /** 1 to 200, 50 by default. */
  limit: v.optional(v.string()),
  /** `next` of the page before. */
  cursor: v.optional(v.string()),
}
