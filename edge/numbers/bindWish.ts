import * as v from 'valibot'
import type { RouteId } from '../brands.ts'
import { E164Schema, RegionCodeSchema, SiteKeySchema } from '../contract.ts'

const text = v.pipe(v.string(), v.minLength(1), v.maxLength(256))
const RouteIdSchema = v.pipe(
  v.string(),
  v.regex(/^rou_\w{1,80}$/, 'must be the id of a route'),
  v.transform((id) => id as RouteId),
)
const where = { site: SiteKeySchema, route: RouteIdSchema }
/** `active` numbers rotate at once; `stock` ones wait until the pool grows. */
const as = v.optional(v.picklist(['active', 'stock']), 'active')

/** What a static number stands for; see `leases/chooseStatic.ts`. */
const MatchSchema = v.strictObject({
  parameter: v.exactOptional(v.strictObject({ name: text, value: text })),
  landing: v.exactOptional(text),
  source: v.exactOptional(text),
  campaign: v.exactOptional(text),
  channel: v.exactOptional(text),
  region: v.exactOptional(RegionCodeSchema),
})

/**
 * `POST /v1/numbers/bind`: some of a region from the inventory, or certain numbers of the company's own; one of those may be made
 * static: `source` is what its calls are said to come from.
 */
export const BindWishSchema = v.union(
  [
    v.strictObject({ ...where, as, region: RegionCodeSchema, count: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1000)) }),
    v.strictObject({ ...where, as, numbers: v.pipe(v.array(E164Schema), v.minLength(1), v.maxLength(1000)) }),
    v.strictObject({
      ...where,
      numbers: v.pipe(v.array(E164Schema), v.length(1)),
      static: v.strictObject({ source: text, match: MatchSchema }),
    }),
  ],
  'must be site and route with region and count, with numbers, or with one of numbers and static',
)
export type BindWish = v.InferOutput<typeof BindWishSchema>
