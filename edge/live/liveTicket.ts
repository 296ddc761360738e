import { fromBase64url, toBase64url } from '../crypto/base64url.ts'
import { hmac, verifyHmac } from '../crypto/hmac.ts'
import type { SecretKey } from '../env.ts'

/** ms: time enough to open the stream. */
export const TICKET_LIFE = 60_000

const said = (key: string, ends: number) => `live|${key}|${ends}`

/** A pass to the live stream for those who cannot send a header, such as `EventSource`: it names the API key and ends after a minute. */
export async function makeTicket({ key, now, secret }: { key: string; now: number; secret: SecretKey }): Promise<string> {
  const ends = now + TICKET_LIFE
  return `${key}.${ends}.${toBase64url(await hmac(secret.secret, said(key, ends)))}`
}

/** Id of the API key that a ticket was made with, or null where it is none of ours or over. */
export async function readTicket(ticket: string, { now, secrets }: { now: number; secrets: readonly SecretKey[] }): Promise<string | null> {
  const [key, ends, signature, ...rest] = ticket.split('.')
  const bytes = signature && !rest.length ? fromBase64url(signature) : null
  if (!key || !bytes || !/^\d{13}$/.test(ends ?? '') || Number(ends) < now) return null
  for (const { secret } of secrets) if (await verifyHmac(secret, said(key, Number(ends)), bytes)) return key
  return null
}
