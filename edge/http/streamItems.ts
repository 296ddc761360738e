import { csvLine } from './csvLine.ts'
import type { Position } from './paging.ts'

/**
 * Items, newest first, as CSV or NDJSON, written while the client takes them: pages of Postgres, never the
 * whole of it in memory. `read` gives the next `limit` items after a position; fewer are the last ones.
 */
export function streamItems<Item extends { id: string; startedAt: Date }>({
  format,
  columns,
  limit,
  read,
}: {
  format: 'csv' | 'ndjson'
  columns: Record<string, (item: Item) => unknown>
  limit: number
  read: (after: Position | null, limit: number) => Promise<Item[]>
}): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  let after: Position | null = null
  let begun = false
  const lineOf = (item: Item) =>
    format === 'csv' ? csvLine(Object.values(columns).map((value) => value(item))) : `${JSON.stringify(item)}\n`
  return new ReadableStream({
    async pull(controller) {
      if (!begun && format === 'csv') controller.enqueue(encoder.encode(csvLine(Object.keys(columns))))
      begun = true
      const items = await read(after, limit)
      if (items.length) controller.enqueue(encoder.encode(items.map(lineOf).join('')))
      const last = items.at(-1)
      if (items.length < limit || !last) controller.close()
      else after = { at: last.startedAt.toISOString(), id: last.id }
    },
  })
}
