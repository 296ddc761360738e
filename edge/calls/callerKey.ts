import type { AccountId, E164 } from '../brands.ts'
import { toBase64url } from '../crypto/base64url.ts'
import { hmac } from '../crypto/hmac.ts'

/** A caller's number as the caller memory knows it: a keyed hash, different in every account. */
export async function callerKey(caller: E164, { account, secret }: { account: AccountId; secret: string }): Promise<string> {
  return toBase64url(await hmac(secret, `caller|${account}|${caller}`))
}
