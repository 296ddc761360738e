import * as v from 'valibot'

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
  }
}

function parseKeys(text: string): [SecretKey, ...SecretKey[]] {
  const keys = text.split(',').map((part) => {
    const colon = part.indexOf(':')
    return colon < 0 ? { id: '0', secret: part } : { id: part.slice(0, colon), secret: part.slice(colon + 1) }
  })
  return keys as [SecretKey, ...SecretKey[]]
}
