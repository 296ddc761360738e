import { fromBase64url, toBase64url } from './base64url.ts'
import { toHex } from './hex.ts'

/**
 * Envelope encryption: a random data key encrypts the text, a master key wraps the data key. Both are AES-256-GCM with what the text
 * belongs to as additional data, so that a sealed text copied to another connection, endpoint or account does not open. Format, parts
 * in base64url: `v1.<id of the master key>.<iv>.<wrapped data key>.<iv>.<text>`
 */
export interface MasterKeys {
  /** Id of the key that new texts are sealed with. */
  current: string
  byId: Map<string, CryptoKey>
}

/** Imported keys live across requests; one `MASTER_KEY` exists. */
const imported = new Map<string, Promise<MasterKeys>>()

/** What a `MASTER_KEY` says: base64 of 32 bytes; during a rotation several parted by commas, the newest first. */
export function importMasterKeys(text: string): Promise<MasterKeys> {
  let keys = imported.get(text)
  if (!keys) {
    keys = importKeys(text)
    if (imported.size > 20) imported.clear()
    imported.set(text, keys)
  }
  return keys
}

async function importKeys(text: string): Promise<MasterKeys> {
  const byId = new Map<string, CryptoKey>()
  for (const bytes of masterKeyBytes(text)) {
    byId.set(await keyIdOf(bytes), await crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt']))
  }
  const [current] = byId.keys()
  return { current: current!, byId }
}

/** The keys of a `MASTER_KEY`, the newest first. */
export function masterKeyBytes(text: string): Uint8Array<ArrayBuffer>[] {
  return text.split(',').map((part) => {
    const bytes = fromBase64url(part.trim().replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, ''))
    if (bytes?.length !== 32) throw new Error('MASTER_KEY must be base64 of 32 bytes')
    return bytes
  })
}

/** A key is named by its own fingerprint: no second setting can be wrong. */
async function keyIdOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const named = new Uint8Array([...new TextEncoder().encode('rotary master key '), ...bytes])
  return toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', named)).subarray(0, 4))
}

export interface SealOptions {
  /** What the text is bound to: the id of a connection or endpoint, an account's request. */
  boundTo: string
  keys: MasterKeys
}

export async function sealText(text: string, { boundTo, keys }: SealOptions): Promise<string> {
  const data = crypto.getRandomValues(new Uint8Array(32))
  const dataKey = await crypto.subtle.importKey('raw', data, 'AES-GCM', false, ['encrypt'])
  const wrapped = await encrypt(data, { key: keys.byId.get(keys.current)!, boundTo })
  const body = await encrypt(new Uint8Array(new TextEncoder().encode(text)), { key: dataKey, boundTo })
  return `v1.${keys.current}.${wrapped}.${body}`
}

/** Throws where the text is damaged, belongs to something else or was sealed with a master key that is not there. */
export async function openText(sealed: string, { boundTo, keys }: SealOptions): Promise<string> {
  const { dataKey, body } = await unwrap(sealed, { boundTo, keys })
  const key = await crypto.subtle.importKey('raw', dataKey, 'AES-GCM', false, ['decrypt'])
  return new TextDecoder().decode(await decrypt(body, { key, boundTo }))
}

/** Wraps the same data key with the current master key: how an old master key is taken out of use. */
export async function rewrapText(sealed: string, { boundTo, keys }: SealOptions): Promise<string> {
  const { dataKey, body } = await unwrap(sealed, { boundTo, keys })
  return `v1.${keys.current}.${await encrypt(dataKey, { key: keys.byId.get(keys.current)!, boundTo })}.${body}`
}

/** Id of the master key that a sealed text needs. */
export const keyIdIn = (sealed: string) => sealed.split('.')[1] ?? ''

async function unwrap(sealed: string, { boundTo, keys }: SealOptions) {
  const [version, keyId, wrappedIv, wrapped, iv, text, ...rest] = sealed.split('.')
  if (version !== 'v1' || !keyId || text === undefined || rest.length) throw new Error('this is not sealed as v1')
  const key = keys.byId.get(keyId)
  if (!key) throw new Error(`master key ${keyId} is not configured`)
  return { dataKey: await decrypt(`${wrappedIv}.${wrapped}`, { key, boundTo }), body: `${iv}.${text}` }
}

interface CipherOptions {
  key: CryptoKey
  boundTo: string
}

async function encrypt(bytes: Uint8Array<ArrayBuffer>, { key, boundTo }: CipherOptions): Promise<string> {
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: bytesOf(boundTo) }, key, bytes)
  return `${toBase64url(iv)}.${toBase64url(new Uint8Array(sealed))}`
}

async function decrypt(text: string, { key, boundTo }: CipherOptions): Promise<Uint8Array<ArrayBuffer>> {
  const [iv, sealed] = text.split('.').map(fromBase64url)
  if (!iv || !sealed) throw new Error('a sealed text is damaged')
  return new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData: bytesOf(boundTo) }, key, sealed))
}

const bytesOf = (text: string) => new TextEncoder().encode(text)
