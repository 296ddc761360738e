import type { AccountId } from '../brands.ts'
import { importMasterKeys, openText, sealText } from '../crypto/envelope.ts'
import type { Config } from '../env.ts'

type Keys = Pick<Config, 'masterKey'>
interface Kept {
  accountId: AccountId
  key: string
}

/** What a kept answer is bound to: the account and its `Idempotency-Key`. */
export const answerBinding = ({ accountId, key }: Kept) => `idempotency ${accountId} ${key}`

/** An answer as it is kept for a repeated request: some show a secret that stands nowhere else in clear. */
export async function sealAnswer({ masterKey }: Keys, { body, ...kept }: Kept & { body: string }): Promise<string> {
  return sealText(body, { boundTo: answerBinding(kept), keys: await importMasterKeys(masterKey) })
}

/** Null where the answer cannot be had any more: its master key was taken out of use. */
export async function openAnswer({ masterKey }: Keys, { sealed, ...kept }: Kept & { sealed: string | null }): Promise<string | null> {
  if (sealed === null) return null
  const keys = await importMasterKeys(masterKey)
  return openText(sealed, { boundTo: answerBinding(kept), keys }).catch(() => null)
}
