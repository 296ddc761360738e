import type { Context } from 'hono'
import type { RequestFacts } from './visitorFacts.ts'

/** What a request tells besides its body or query. */
export function factsOf(c: Context): RequestFacts {
  const raw = c.req.raw as Request & { cf?: RequestFacts['cf'] }
  return {
    origin: c.req.header('origin'),
    userAgent: c.req.header('user-agent') ?? '',
    language: /^[A-Za-z0-9-]{1,35}/.exec(c.req.header('accept-language') ?? '')?.[0] ?? '',
    address: c.req.header('cf-connecting-ip') ?? null,
    gpc: c.req.header('sec-gpc') === '1',
    cf: raw.cf,
  }
}
