import * as v from 'valibot'
import { fromBase64url, toBase64url } from '../crypto/base64url.ts'
import { RotaryError } from '../errors.ts'

/** `?limit=` 1 to 200, 50 by default, and `?cursor=` from the last page's `next`. */
const PageSchema = v.object({
  limit: v.optional(
    v.pipe(v.string(), v.regex(/^\d+$/, 'must be a whole number'), v.transform(Number), v.minValue(1), v.maxValue(200)),
    '50',
  ),
  cursor: v.optional(v.string()),
})

/** Where a page begins: after the row with this key, newest first. */
export interface Position {
  at: string
  id: string
}

export interface PageWish {
  limit: number
  after: Position | null
}

export interface Page<Item> {
  items: Item[]
  /** Cursor of the next page; null = this was the last one. */
  next: string | null
}

const PositionSchema = v.tuple([v.pipe(v.string(), v.isoTimestamp()), v.pipe(v.string(), v.minLength(1), v.maxLength(100))])

export function readPage(query: Record<string, string>): PageWish {
  const parsed = v.safeParse(PageSchema, query, { abortEarly: true })
  if (!parsed.success) throw new RotaryError('invalid_query', `${v.getDotPath(parsed.issues[0]) ?? 'query'}: ${parsed.issues[0].message}`)
  const { limit, cursor } = parsed.output
  return { limit, after: cursor === undefined ? null : readCursor(cursor) }
}

/** `rows` hold up to one more than asked for: its presence tells that there is a next page. */
export function toPage<Row, Item>(
  rows: Row[],
  { limit, key, item }: { limit: number; key: (row: Row) => Position; item: (row: Row) => Item },
): Page<Item> {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  const next = rows.length > limit && last ? key(last) : null
  return { items: shown.map(item), next: next && toBase64url(new TextEncoder().encode(JSON.stringify([next.at, next.id]))) }
}

function readCursor(cursor: string): Position {
  const bytes = fromBase64url(cursor)
  try {
    const [at, id] = v.parse(
      PositionSchema,
      JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes ?? new Uint8Array())),
    )
    // Postgres refuses NUL in a parameter.
    if (!id.includes('\0')) return { at, id }
  } catch {
    // Whatever is wrong with it, it is not a cursor of ours.
  }
  throw new RotaryError('invalid_cursor', 'cursor: not one of ours; begin without it')
}
