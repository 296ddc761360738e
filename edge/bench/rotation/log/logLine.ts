import * as v from 'valibot'

const Moment = v.pipe(v.number(), v.integer())
const Index = v.pipe(v.number(), v.integer(), v.minValue(0))
const Region = v.nullable(Index)

/** First line of a log. Moments are ms since `start`, so that the hour of the week is known and nothing else. */
export const LogHeadSchema = v.object({
  format: v.literal('rotary-log'),
  version: v.literal(1),
  /** A Monday 0:00 by the site's clock. */
  start: v.pipe(v.string(), v.isoTimestamp()),
  /** ms that the log covers. */
  span: Moment,
  /** Regions are told apart by index only; the largest first. */
  regions: v.pipe(v.number(), v.integer(), v.minValue(1)),
})

/** A visit, by arrival. */
export const LogVisitSchema = v.object({
  type: v.literal('visit'),
  visitor: Index,
  /** Start and end of each page view in turn. */
  pages: v.pipe(
    v.array(Moment),
    v.minLength(2),
    v.check((pages) => pages.length % 2 === 0, 'must be pairs of start and end'),
  ),
  device: v.picklist(['desktop', 'mobile']),
  region: Region,
  suspect: v.boolean(),
  tap: v.nullable(Moment),
  intent: v.nullable(Moment),
})

/** A call, by time. `visit`: index of the visit that brought it, known by a tap; null = not known, and not measured. */
export const LogCallSchema = v.object({
  type: v.literal('call'),
  at: Moment,
  visit: v.nullable(Index),
  region: Region,
  hidden: v.boolean(),
  first: v.boolean(),
})

export const LogLineSchema = v.variant('type', [LogVisitSchema, LogCallSchema])
export type LogHead = v.InferOutput<typeof LogHeadSchema>
export type LogLine = v.InferOutput<typeof LogLineSchema>
