import type { SiteKey } from '../brands.ts'
import type { ParsedLeaseRequest } from '../contract.ts'
import { fromBase64url } from '../crypto/base64url.ts'
import { verifyHmac } from '../crypto/hmac.ts'

/** Whether `sig` = base64url(HMAC-SHA256(site secret, `site|target|destination|exp`)) and `exp` (s) has not passed. */
export async function forwardSigned(
  { target, forwardTo, sig, exp }: ParsedLeaseRequest['slots'][number],
  { site, secret, now }: { site: SiteKey; secret: string; now: number },
): Promise<boolean> {
  const signature = sig === undefined ? null : fromBase64url(sig)
  if (!signature || !forwardTo || exp === undefined || exp * 1000 <= now) return false
  return verifyHmac(secret, `${site}|${target}|${forwardTo}|${exp}`, signature)
}
