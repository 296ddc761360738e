import * as v from 'valibot'
import type { Clock } from '../clock.ts'
import { readSupplied } from './readSupplied.ts'
import type { NumberSupplier, SuppliedNumber } from './supplier.port.ts'

const AnswerSchema = v.object({ numbers: v.array(v.unknown()) })
const PATIENCE = 20_000

/**
 * A supplier behind an address of the operator's own: `POST { id, region, count }`, signed as Standard Webhooks are, answered by
 * `{ numbers: [{ number, region?, connection }] }`. The same `id` again is the same order. `secret`: the text after `whsec_`.
 */
export function webhookSupplier({
  url,
  secret,
  fetch,
  clock,
}: {
  url: string
  secret: string
  fetch: (url: string, init: RequestInit) => Promise<Response>
  clock: Clock
}): NumberSupplier {
  return {
    async order(order) {
      const body = JSON.stringify(order)
      const headers = {
        'content-type': 'application/json',
        ...(await signed({ id: order.id, body, secret, at: Math.floor(clock() / 1000) })),
      }
      const response = await fetch(url, { method: 'POST', body, headers, redirect: 'manual', signal: AbortSignal.timeout(PATIENCE) })
      if (!response.ok) throw new Error(`The supplier answered ${response.status}`)
      const { numbers } = v.parse(AnswerSchema, await response.json())
      return numbers.map((row) => readSupplied(row)).filter((row): row is SuppliedNumber => !('refused' in row))
    },
  }
}

/** https://www.standardwebhooks.com */
async function signed({ id, body, secret, at }: { id: string; body: string; secret: string; at: number }): Promise<Record<string, string>> {
  const bytes = Uint8Array.from(atob(secret), (char) => char.charCodeAt(0))
  const key = await crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
  const mac = await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(`${id}.${at}.${body}`))
  const base64 = btoa(String.fromCharCode(...new Uint8Array(mac)))
  return { 'webhook-id': id, 'webhook-timestamp': String(at), 'webhook-signature': `v1,${base64}` }
}
