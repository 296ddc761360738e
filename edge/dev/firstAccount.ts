import { sha256Hex } from '../crypto/hex.ts'
import { connect } from '../db/client.ts'
import { accounts, apiKeys } from '../db/schema.ts'
import { newId, type IdSource } from '../ids.ts'

/**
 * Where others can reach the edge there is no demo company: the first start makes an account with an admin key that nobody
 * else knows. Gives the key that one time, null ever after.
 */
export async function createFirstAccount(databaseUrl: string, ids: IdSource): Promise<string | null> {
  const db = connect(databaseUrl)
  if ((await db.$count(accounts)) > 0) return null
  const account = newId<(typeof accounts.$inferInsert)['id']>('acc', ids)
  const key = `rk_${Buffer.from(ids.random(new Uint8Array(24))).toString('hex')}`
  await db.batch([
    db.insert(accounts).values({ id: account, name: 'My company' }),
    db.insert(apiKeys).values({ id: newId('key', ids), accountId: account, name: 'first', hash: await sha256Hex(key), role: 'admin' }),
  ])
  return key
}
