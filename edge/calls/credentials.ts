import type { ConnectionId, WebhookId } from '../brands.ts'
import { fromBase64url, toBase64url } from '../crypto/base64url.ts'
import { toHex } from '../crypto/hex.ts'
import type { Credentials } from './connection.ts'

/**
 * Envelope encryption of connection credentials: a random data key encrypts them, a master key wraps
 * the data key. Both are AES-256-GCM with the connection's id as additional data, so that a sealed text
 * copied to another connection does not open. Format, parts in base64url:
 * `v1.<id of the master key>.<iv>.<wrapped data key>.<iv>.<credentials>`
 */
export interface MasterKeys {
  /** Id of the key that new texts are sealed with. */
  current: string
  byId: Map<string, CryptoKey>
}

/** What a `MASTER_KEY` says: base64 of 32 bytes; during a rotation several parted by commas, the newest first. */
export async function importMasterKeys(text: string): Promise<MasterKeys> {
  const byId = new Map<string, CryptoKey>()
  for (const part of text.split(',')) {
    const bytes = fromBase64url(part.trim().replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, ''))
    if (bytes?.length !== 32) throw new Error('MASTER_KEY must be base64 of 32 bytes')
    byId.set(await keyIdOf(bytes), await crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt']))
  }
  const [current] = byId.keys()
  return { current: current!, byId }
}

/** A key is named by its own fingerprint: no second setting can be wrong. */
async function keyIdOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const named = new Uint8Array([...new TextEncoder().encode('rotary master key '), ...bytes])
  return toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', named)).subarray(0, 4))
}

/** What a sealed text is bound to: a connection, or a webhook endpoint with its signing secret. */
type SealedFor = ConnectionId | WebhookId

export interface SealedCredentials {
  credentials: string
  keyId: string
}

export async function sealCredentials(
  credentials: Credentials,
  { connection, keys }: { connection: SealedFor; keys: MasterKeys },
): Promise<SealedCredentials> {
  const data = crypto.getRandomValues(new Uint8Array(32))
  const dataKey = await crypto.subtle.importKey('raw', data, 'AES-GCM', false, ['encrypt'])
  const wrapped = await seal(data, { key: keys.byId.get(keys.current)!, connection })
  const body = await seal(new Uint8Array(new TextEncoder().encode(JSON.stringify(credentials))), { key: dataKey, connection })
  return { credentials: `v1.${keys.current}.${wrapped}.${body}`, keyId: keys.current }
}

/** Throws where the text is damaged, belongs to another connection or was sealed with a master key that is not there. */
export async function openCredentials(
  sealed: string,
  { connection, keys }: { connection: SealedFor; keys: MasterKeys },
): Promise<Credentials> {
  const { dataKey, body } = await unwrap(sealed, { connection, keys })
  const key = await crypto.subtle.importKey('raw', dataKey, 'AES-GCM', false, ['decrypt'])
  return JSON.parse(new TextDecoder().decode(await open(body, { key, connection }))) as Credentials
}

/** Wraps the same data key with the current master key: how an old master key is taken out of use. */
export async function rewrapCredentials(
  sealed: string,
  { connection, keys }: { connection: SealedFor; keys: MasterKeys },
): Promise<SealedCredentials> {
  const { dataKey, body } = await unwrap(sealed, { connection, keys })
  const wrapped = await seal(dataKey, { key: keys.byId.get(keys.current)!, connection })
  return { credentials: `v1.${keys.current}.${wrapped}.${body}`, keyId: keys.current }
}

async function unwrap(sealed: string, { connection, keys }: { connection: SealedFor; keys: MasterKeys }) {
  const [version, keyId, wrappedIv, wrapped, iv, text, ...rest] = sealed.split('.')
  if (version !== 'v1' || !keyId || text === undefined || rest.length) throw new Error('credentials are not sealed as v1')
  const key = keys.byId.get(keyId)
  if (!key) throw new Error(`master key ${keyId} is not configured`)
  return { dataKey: await open(`${wrappedIv}.${wrapped}`, { key, connection }), body: `${iv}.${text}` }
}

interface SealOptions {
  key: CryptoKey
  connection: SealedFor
}

async function seal(bytes: Uint8Array<ArrayBuffer>, { key, connection }: SealOptions): Promise<string> {
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: bound(connection) }, key, bytes)
  return `${toBase64url(iv)}.${toBase64url(new Uint8Array(sealed))}`
}

async function open(text: string, { key, connection }: SealOptions): Promise<Uint8Array<ArrayBuffer>> {
  const [iv, sealed] = text.split('.').map(fromBase64url)
  if (!iv || !sealed) throw new Error('sealed credentials are damaged')
  return new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData: bound(connection) }, key, sealed))
}

const bound = (connection: SealedFor) => new TextEncoder().encode(connection)
