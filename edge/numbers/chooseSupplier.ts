import { inArray } from 'drizzle-orm'
import type { Clock } from '../clock.ts'
import type { Database } from '../db/client.ts'
import { numbers } from '../db/schema.ts'
import { csvSupplier } from './csvSupplier.ts'
import type { NumberSupplier } from './supplier.port.ts'
import { webhookSupplier } from './webhookSupplier.ts'

/** The operator's supplier: with a secret a webhook, without one a CSV file to be read from that address. */
export function chooseSupplier(
  wish: { url: string; secret: string | null } | null,
  { db, fetch, clock }: { db: Database; fetch: (url: string, init: RequestInit) => Promise<Response>; clock: Clock },
): NumberSupplier | null {
  if (!wish) return null
  const { url, secret } = wish
  if (secret !== null) return webhookSupplier({ url, secret, fetch, clock })
  return csvSupplier({
    async read() {
      const response = await fetch(url, { redirect: 'manual' })
      if (!response.ok) throw new Error(`The inventory's address answered ${response.status}`)
      return response.text()
    },
    async known(wanted) {
      const rows = wanted.length ? await db.select({ number: numbers.number }).from(numbers).where(inArray(numbers.number, wanted)) : []
      return new Set(rows.map(({ number }) => number))
    },
  })
}
