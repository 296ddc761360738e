import { signGeneric } from '../calls/providers/generic.ts'

/** A webhook of the generic connection, signed as that adapter asks. */
export async function signedHook(body: object, secret: string): Promise<RequestInit> {
  const text = JSON.stringify(body)
  const signature = await signGeneric(text, { secret, at: Date.now() })
  return { method: 'POST', body: text, headers: { 'Content-Type': 'application/json', 'X-Signature': signature } }
}
