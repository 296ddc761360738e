import * as v from 'valibot'
import type { E164, LeaseToken, RegionCode, RouteId, SessionId, SiteKey, VisitorId } from '../brands.ts'
import { HOUR } from '../clock.ts'
import { fromBase64url, toBase64url } from '../crypto/base64url.ts'
import { hmac, verifyHmac } from '../crypto/hmac.ts'
import type { SecretKey } from '../env.ts'
import type { HolderProfile } from '../pool/holder.ts'
import type { LeaseHow } from '../pool/pool.port.ts'

/** Ms for which a token may be used; a lease itself ends earlier. */
export const TOKEN_LIFE = 6 * HOUR

export interface TokenSlot {
  slot: string
  target: E164
  route: RouteId
  exclusive: boolean
  /** Null where the slot keeps the page's own number. */
  held: { number: E164; region: RegionCode; how: LeaseHow } | null
}

/** What a lease token says: everything that a beacon needs, so that no beacon reads a session from anywhere. */
export interface TokenClaims {
  site: SiteKey
  session: SessionId
  visitor: VisitorId | null
  startedAt: number
  leasedAt: number
  expires: number
  profile: HolderProfile
  slots: TokenSlot[]
}

const How = v.picklist(['sticky', 'rested', 'taken-back', 'grown', 'free', 'shared', 'overflow', 'sink', 'static'])
/** Tuples keep the token short: it travels with every beacon. */
const Wire = v.tuple([
  v.string(),
  v.string(),
  v.nullable(v.string()),
  v.number(),
  v.number(),
  v.number(),
  v.tuple([v.picklist(['desktop', 'mobile']), v.nullable(v.string()), v.number(), v.boolean()]),
  v.array(v.tuple([v.string(), v.string(), v.string(), v.boolean(), v.nullable(v.tuple([v.string(), v.string(), How]))])),
])

export async function signToken(claims: TokenClaims, key: SecretKey): Promise<LeaseToken> {
  const { profile } = claims
  const wire: v.InferOutput<typeof Wire> = [
    claims.site,
    claims.session,
    claims.visitor,
    claims.startedAt,
    claims.leasedAt,
    claims.expires,
    [profile.device, profile.region, profile.weight, profile.suspect],
    claims.slots.map(({ slot, target, route, exclusive, held }) => [
      slot,
      target,
      route,
      exclusive,
      held && [held.number, held.region, held.how],
    ]),
  ]
  const signed = `${key.id}.${toBase64url(new TextEncoder().encode(JSON.stringify(wire)))}`
  return `${signed}.${toBase64url(await hmac(key.secret, signed))}` as LeaseToken
}

export type TokenReading = { kind: 'valid'; claims: TokenClaims } | { kind: 'expired'; claims: TokenClaims } | { kind: 'forged' }

export async function readToken(token: LeaseToken, { keys, now }: { keys: SecretKey[]; now: number }): Promise<TokenReading> {
  const [id, body, mark, ...rest] = token.split('.')
  const key = keys.find((candidate) => candidate.id === id)
  const signature = mark ? fromBase64url(mark) : null
  const bytes = body ? fromBase64url(body) : null
  if (!key || !signature || !bytes || rest.length || !(await verifyHmac(key.secret, `${id}.${body}`, signature))) return { kind: 'forged' }
  // Whatever carries our signature was written above, by this or an earlier version.
  const parsed = v.safeParse(Wire, JSON.parse(new TextDecoder().decode(bytes)))
  if (!parsed.success) return { kind: 'forged' }
  const [site, session, visitor, startedAt, leasedAt, expires, [device, region, weight, suspect], slots] = parsed.output
  const claims: TokenClaims = {
    site: site as SiteKey,
    session: session as SessionId,
    visitor: visitor as VisitorId | null,
    startedAt,
    leasedAt,
    expires,
    profile: { device, region: region as RegionCode | null, weight, suspect },
    slots: slots.map(([slot, target, route, exclusive, held]) => ({
      slot,
      target: target as E164,
      route: route as RouteId,
      exclusive,
      held: held && { number: held[0] as E164, region: held[1] as RegionCode, how: held[2] },
    })),
  }
  return { kind: expires <= now ? 'expired' : 'valid', claims }
}
