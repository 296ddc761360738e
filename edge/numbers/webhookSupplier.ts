import * as v from 'valibot'
import { type Clock, SECOND } from '../clock.ts'
import { signMessage } from '../webhooks/signMessage.ts'
import { readSupplied } from './readSupplied.ts'
import type { NumberSupplier, SuppliedNumber } from './supplier.port.ts'

const AnswerSchema = v.object({ numbers: v.array(v.unknown()) })
const PATIENCE = 20 * SECOND

/**
 * A supplier behind an address of the operator's own: `POST { id, region, count }`, signed as Standard Webhooks are, answered by
 * `{ numbers: [{ number, region?, connection }] }`. The same `id` again is the same order. `secret`: `whsec_…`.
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
      const at = Math.floor(clock() / SECOND)
      const signature = await signMessage({ id: order.id, at, body }, [secret])
      const headers = {
        'content-type': 'application/json',
        'webhook-id': order.id,
        'webhook-timestamp': String(at),
        'webhook-signature': signature,
      }
      const response = await fetch(url, { method: 'POST', body, headers, redirect: 'manual', signal: AbortSignal.timeout(PATIENCE) })
      if (!response.ok) throw new Error(`The supplier answered ${response.status}`)
      const { numbers } = v.parse(AnswerSchema, await response.json())
      return numbers.map((row) => readSupplied(row)).filter((row): row is SuppliedNumber => !('refused' in row))
    },
  }
}
