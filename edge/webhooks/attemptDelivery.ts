import { SECOND } from '../clock.ts'
import { openCredentials } from '../calls/credentials.ts'
import { importMasterKeys, type MasterKeys } from '../crypto/envelope.ts'
import { callOutside } from './callOutside.ts'
import type { DeliveryServices, DueDelivery } from './dueDelivery.ts'
import { mangoAddress } from './mangoForm.ts'
import { readRetryAfter } from './retrySchedule.ts'
import { signMessage } from './signMessage.ts'
import type { SealedSecret } from './webhooks.table.ts'

/** A receiver that does its work before it answers is called again: by the standard it has 15 to 30 s. */
const TIMEOUT = 15 * SECOND

export interface AttemptOutcome {
  kind: 'delivered' | 'failed'
  /** When it began, and how long it took, ms. */
  at: number
  ms: number
  status: number | null
  error: string | null
  /** ms that the receiver asked to be left alone. */
  retryAfter: number | null
}

/** One attempt. Any 2xx is a success; everything else, slowness included, is a failure and a value. */
export async function attemptDelivery(services: DeliveryServices, delivery: DueDelivery): Promise<AttemptOutcome> {
  const { clock, config, outside } = services
  const at = clock()
  const outcome = (kind: AttemptOutcome['kind'], more: Partial<AttemptOutcome>): AttemptOutcome => ({
    kind,
    at,
    ms: clock() - at,
    status: null,
    error: null,
    retryAfter: null,
    ...more,
  })
  const { address, init } = await requestOf(services, { delivery, at })
  try {
    const answer = await callOutside(outside, {
      address,
      init: { ...init, signal: AbortSignal.timeout(TIMEOUT) },
      allowPrivate: config.allowPrivate,
    })
    if (answer.kind === 'refused') return outcome('failed', { error: answer.problem })
    const { status, headers, body, ok } = answer.response
    await body?.cancel()
    if (ok) return outcome('delivered', { status })
    return outcome('failed', { status, error: `HTTP ${status}`, retryAfter: readRetryAfter(headers.get('retry-after'), clock()) })
  } catch (error) {
    const slow = error instanceof Error && error.name === 'TimeoutError'
    return outcome('failed', { error: slow ? `no answer within ${TIMEOUT / SECOND} s` : 'no connection' })
  }
}

async function requestOf(
  services: DeliveryServices,
  { delivery, at }: { delivery: DueDelivery; at: number },
): Promise<{ address: string; init: RequestInit }> {
  const { url, form, event, type, data } = delivery
  if (form === 'mango') return { address: mangoAddress(url, data), init: { method: 'GET' } }
  const timestamp = Math.floor(at / SECOND)
  const body = JSON.stringify({ type, timestamp: new Date(delivery.at).toISOString(), data })
  const secrets = await openSecrets(services, { delivery, at })
  const headers = {
    'Content-Type': 'application/json',
    'User-Agent': 'Rotary',
    'webhook-id': event,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': await signMessage({ id: event, at: timestamp, body }, secrets),
  }
  return { address: url, init: { method: 'POST', headers, body } }
}

/** Opened secrets live across requests: opening one costs two decryptions and the import of its data key. */
const opened = new Map<string, string>()

/** The secrets that sign now, newest first. */
async function openSecrets({ config }: DeliveryServices, { delivery, at }: { delivery: DueDelivery; at: number }): Promise<string[]> {
  const keys = importMasterKeys(config.masterKey)
  const valid = delivery.secrets.filter(({ until }) => until === null || until > at)
  return Promise.all(valid.map(({ sealed }: SealedSecret) => openSecret(sealed, { delivery, keys })))
}

async function openSecret(sealed: string, { delivery, keys }: { delivery: DueDelivery; keys: Promise<MasterKeys> }): Promise<string> {
  let secret = opened.get(sealed)
  if (secret === undefined) {
    secret = (await openCredentials(sealed, { connection: delivery.endpoint, keys: await keys }))['secret']!
    if (opened.size > 1000) opened.clear()
    opened.set(sealed, secret)
  }
  return secret
}
