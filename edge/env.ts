import * as v from 'valibot'
import type { AccountId } from './brands.ts'

const text = (what: string) => v.pipe(v.string(`${what} is missing`), v.minLength(1, `${what} is empty`))

const EnvSchema = v.object({
  /** Where the hot state lives: an Upstash REST address and its token. */
  UPSTASH_REDIS_REST_URL: v.optional(v.pipe(v.string(), v.url())),
  UPSTASH_REDIS_REST_TOKEN: v.optional(v.string()),
  DATABASE_URL: text('DATABASE_URL'),
  /** Signs lease tokens and console cookies. `kid:secret` pairs, newest first, parted by commas; or one secret. */
  TOKEN_SECRET: text('TOKEN_SECRET'),
  /** Wraps the keys of connection credentials: base64 of 32 bytes. */
  MASTER_KEY: text('MASTER_KEY'),
  /** Address under which pages and providers reach this edge, without a slash at its end. */
  PUBLIC_URL: v.pipe(text('PUBLIC_URL'), v.url()),
  /** `1` on the embedded default: demo keys work and pages of the demo may force a region. */
  ROTARY_EMBEDDED: v.optional(v.string(), ''),
  /** Id of the account whose admin keys may fill the inventory that all companies draw from. */
  ROTARY_OPERATOR: v.optional(v.string(), ''),
  /** Where numbers are ordered: an address that takes orders, with the secret that signs them; without one, a CSV file. */
  NUMBER_SUPPLIER_URL: v.optional(v.pipe(v.string(), v.url())),
  /** `host:port` pairs parted by commas that webhooks may reach although they are not public; on the embedded default only. */
  ROTARY_ALLOW_PRIVATE: v.optional(v.string(), ''),
  /** `whsec_` and base64, as Standard Webhooks write it. */
  NUMBER_SUPPLIER_SECRET: v.optional(v.pipe(v.string(), v.regex(/^whsec_[A-Za-z0-9+/]{16,}=*$/, 'must be whsec_ and base64'))),
})

export interface SecretKey {
  id: string
  secret: string
}

export interface Config {
  redis: { url: string; token: string } | null
  databaseUrl: string
  tokenKeys: [SecretKey, ...SecretKey[]]
  masterKey: string
  publicUrl: string
  embedded: boolean
  /** `host:port` that webhooks may reach although it is not public. */
  allowPrivate: string[]
  /** Null = nobody fills the shared inventory by API. */
  operator: AccountId | null
  supplier: { url: string; /** `whsec_…`; null = the address gives a CSV file. */ secret: string | null } | null
}

/** Bindings parsed once per isolate; a missing one is a fault of the deployment and says which. */
export function parseEnv(env: object): Config {
  const parsed = v.parse(EnvSchema, env)
  const { UPSTASH_REDIS_REST_URL: url, UPSTASH_REDIS_REST_TOKEN: token } = parsed
  return {
    redis: url ? { url, token: token ?? '' } : null,
    databaseUrl: parsed.DATABASE_URL,
    tokenKeys: parseKeys(parsed.TOKEN_SECRET),
    masterKey: parsed.MASTER_KEY,
    publicUrl: parsed.PUBLIC_URL.replace(/\/$/, ''),
    embedded: parsed.ROTARY_EMBEDDED === '1',
    allowPrivate: parsed.ROTARY_EMBEDDED === '1' ? parsed.ROTARY_ALLOW_PRIVATE.split(',').filter(Boolean) : [],
    operator: parsed.ROTARY_OPERATOR ? (parsed.ROTARY_OPERATOR as AccountId) : null,
    supplier: parsed.NUMBER_SUPPLIER_URL ? { url: parsed.NUMBER_SUPPLIER_URL, secret: parsed.NUMBER_SUPPLIER_SECRET ?? null } : null,
  }
}

function parseKeys(text: string): [SecretKey, ...SecretKey[]] {
  const keys = text.split(',').map((part) => {
    const colon = part.indexOf(':')
    return colon < 0 ? { id: '0', secret: part } : { id: part.slice(0, colon), secret: part.slice(colon + 1) }
  })
  return keys as [SecretKey, ...SecretKey[]]
}
