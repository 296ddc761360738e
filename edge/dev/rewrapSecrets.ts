import { and, asc, eq, gt, isNotNull, ne, notLike, sql } from 'drizzle-orm'
import type { WebhookId } from '../brands.ts'
import { keyIdIn, type MasterKeys, rewrapText } from '../crypto/envelope.ts'
import type { Database } from '../db/client.ts'
import { connections, idempotencyKeys, webhookEndpoints } from '../db/schema.ts'
import { answerBinding } from '../http/keptAnswer.ts'

export interface Rewrapped {
  connections: number
  webhooks: number
  answers: number
  /** What no key that is given opens: `connection con_…`, `webhook whk_…`, `answer …`. */
  closed: string[]
}

const PAGE = 200

/**
 * Wraps all that is sealed with an older master key by the current one. What changes while it runs is left as it is then: run it again,
 * it does what is left.
 */
export async function rewrapSecrets(db: Database, keys: MasterKeys): Promise<Rewrapped> {
  const done: Rewrapped = { connections: 0, webhooks: 0, answers: 0, closed: [] }
  const rewrap = async (sealed: string, { boundTo, name }: { boundTo: string; name: string }) => {
    try {
      return await rewrapText(sealed, { boundTo, keys })
    } catch {
      done.closed.push(name)
      return null
    }
  }

  for (const row of await db.select().from(connections).where(ne(connections.keyId, keys.current))) {
    const credentials = await rewrap(row.credentials, { boundTo: row.id, name: `connection ${row.id}` })
    if (!credentials) continue
    const written = await db
      .update(connections)
      .set({ credentials, keyId: keys.current, version: sql`${connections.version} + 1` })
      .where(and(eq(connections.id, row.id), eq(connections.credentials, row.credentials)))
      .returning({ id: connections.id })
    done.connections += written.length
  }

  for (let after = '' as WebhookId; ;) {
    const rows = await db
      .select()
      .from(webhookEndpoints)
      .where(gt(webhookEndpoints.id, after))
      .orderBy(asc(webhookEndpoints.id))
      .limit(PAGE)
    for (const { id, secrets } of rows.filter((row) => row.secrets.some(({ sealed }) => keyIdIn(sealed) !== keys.current))) {
      const sealed = await Promise.all(secrets.map((one) => rewrap(one.sealed, { boundTo: id, name: `webhook ${id}` })))
      if (sealed.includes(null)) continue
      const written = await db
        .update(webhookEndpoints)
        .set({ secrets: secrets.map((one, i) => ({ ...one, sealed: sealed[i]! })) })
        .where(and(eq(webhookEndpoints.id, id), sql`${webhookEndpoints.secrets} = ${JSON.stringify(secrets)}::jsonb`))
        .returning({ id: webhookEndpoints.id })
      done.webhooks += written.length
    }
    if (rows.length < PAGE) break
    after = rows.at(-1)!.id
  }

  const old = and(isNotNull(idempotencyKeys.sealed), notLike(idempotencyKeys.sealed, `v1.${keys.current}.%`))
  for (const row of await db.select().from(idempotencyKeys).where(old)) {
    const sealed = await rewrap(row.sealed!, { boundTo: answerBinding(row), name: `answer ${row.key}` })
    if (!sealed) continue
    const mine = and(
      eq(idempotencyKeys.accountId, row.accountId),
      eq(idempotencyKeys.key, row.key),
      eq(idempotencyKeys.sealed, row.sealed!),
    )
    done.answers += (await db.update(idempotencyKeys).set({ sealed }).where(mine).returning({ key: idempotencyKeys.key })).length
  }
  return { ...done, closed: [...new Set(done.closed)] }
}
