import type { ConnectionId, WebhookId } from '../brands.ts'
import { type MasterKeys, openText, sealText } from '../crypto/envelope.ts'
import type { Credentials } from './connection.ts'

/** What a sealed text is bound to: a connection, or a webhook endpoint with its signing secret. */
type SealedFor = ConnectionId | WebhookId

interface SealedCredentials {
  credentials: string
  keyId: string
}

/** Credentials as Postgres and the hot state keep them: sealed by `crypto/envelope.ts`, bound to the id. */
export async function sealCredentials(
  credentials: Credentials,
  { connection, keys }: { connection: SealedFor; keys: MasterKeys },
): Promise<SealedCredentials> {
  return { credentials: await sealText(JSON.stringify(credentials), { boundTo: connection, keys }), keyId: keys.current }
}

/** Throws where the text is damaged, belongs to another connection or was sealed with a master key that is not there. */
export async function openCredentials(
  sealed: string,
  { connection, keys }: { connection: SealedFor; keys: MasterKeys },
): Promise<Credentials> {
  return JSON.parse(await openText(sealed, { boundTo: connection, keys })) as Credentials
}
