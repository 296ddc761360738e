import type { AccountId, E164 } from '../brands.ts'
import { toBase64url } from '../crypto/base64url.ts'
import { deriveSecrets } from '../crypto/deriveSecrets.ts'
import { hmac } from '../crypto/hmac.ts'

/**
 * A caller's number as the caller memory knows it: a keyed hash, different in every account. While the master key is rotated there is
 * one of each key, the newest first: remember under the first, look and forget under all.
 */
export async function callerKeys(
  caller: E164,
  { account, masterKey }: { account: AccountId; masterKey: string },
): Promise<[string, ...string[]]> {
  const secrets = await deriveSecrets(masterKey, 'callers')
  return (await Promise.all(secrets.map(async (secret) => toBase64url(await hmac(secret, `caller|${account}|${caller}`))))) as [
    string,
    ...string[],
  ]
}
