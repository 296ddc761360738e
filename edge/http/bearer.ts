import { and, eq, isNull, type SQL } from 'drizzle-orm'
import { createMiddleware } from 'hono/factory'
import type { AppEnv } from '../app.ts'
import type { AccountId } from '../brands.ts'
import { sha256Hex } from '../crypto/hex.ts'
import { apiKeys, type Role } from '../db/schema.ts'
import { RotaryError } from '../errors.ts'
import type { Services } from '../services.ts'

export interface Principal {
  /** Id of the key, `key_…`. */
  key: string
  account: AccountId
  role: Role
}

/** Whose key it is, or null. */
export async function findPrincipal(services: Services, key: string): Promise<Principal | null> {
  return /^rk_\w{3,80}$/.test(key) ? principalWhere(services, eq(apiKeys.hash, await sha256Hex(key))) : null
}

/** The same for somebody who signed in with that key before. */
export function findPrincipalById(services: Services, id: string): Promise<Principal | null> {
  return principalWhere(services, eq(apiKeys.id, id))
}

/** Revoked keys are nobody's; demo keys work on the embedded default only. */
async function principalWhere({ db, config }: Services, condition: SQL): Promise<Principal | null> {
  const [row] = await db
    .select({ key: apiKeys.id, account: apiKeys.accountId, role: apiKeys.role, demo: apiKeys.demo })
    .from(apiKeys)
    .where(and(condition, isNull(apiKeys.revokedAt)))
  return row && (!row.demo || config.embedded) ? { key: row.key, account: row.account, role: row.role } : null
}

/** `Authorization: Bearer rk_…` of one of the given roles. */
export function bearer(...roles: Role[]) {
  return createMiddleware<AppEnv>(async (c, next) => {
    const [, key] = /^Bearer (\S+)$/i.exec(c.req.header('authorization') ?? '') ?? []
    const principal = key ? await findPrincipal(c.var.services, key) : null
    if (!principal) {
      c.header('WWW-Authenticate', 'Bearer')
      throw new RotaryError('unauthorized', key ? 'This key is not valid' : 'Send a key: Authorization: Bearer rk_…')
    }
    if (!roles.includes(principal.role)) throw new RotaryError('forbidden', `A key with the role ${principal.role} may not do this`)
    c.set('principal', principal)
    await next()
  })
}
