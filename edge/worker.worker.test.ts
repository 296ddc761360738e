import {
  createExecutionContext,
  createMessageBatch,
  createScheduledController,
  env,
  getQueueResult,
  SELF,
  waitOnExecutionContext,
} from 'cloudflare:test'
import { describe, expect, test } from 'vitest'
import type { LeaseAnswer } from './contract.ts'
import { aVisit, BROWSER, ORIGIN } from './dev/aVisit.ts'
import { signGeneric } from './calls/providers/generic.ts'
import type { DoorbellMessage } from './jobs/doorbell.ts'
import worker from './worker.ts'

const bindings = env as Env & { TEST_HOOK_SECRET: string }
const EDGE = 'https://edge.test'
const admin = { headers: { Authorization: 'Bearer rk_demo_admin' } }

async function leaseByHttp(): Promise<LeaseAnswer> {
  const headers = { Origin: ORIGIN, 'User-Agent': BROWSER }
  const response = await SELF.fetch(`${EDGE}/v1/leases`, { method: 'POST', body: JSON.stringify(aVisit()), headers })
  expect(response.status).toBe(200)
  return response.json()
}

async function byCron(): Promise<void> {
  const ctx = createExecutionContext()
  await worker.scheduled(createScheduledController({ cron: '* * * * *', scheduledTime: new Date() }), bindings)
  await waitOnExecutionContext(ctx)
}

describe('the worker in workerd, with the production drivers', () => {
  test('is healthy', async () => {
    const response = await SELF.fetch(`${EDGE}/healthz`)
    expect(await response.json()).toEqual({ ok: true, hotState: true, postgres: true })
  })

  test('serves the script with the settings of the site in it', async () => {
    const response = await SELF.fetch(`${EDGE}/w/pk_demo.js`)
    const text = await response.text()
    expect(response.headers.get('content-type')).toContain('javascript')
    expect(text).toContain('"site":"pk_demo"')
    expect(text).toContain(`"edge":"${EDGE}"`)
    expect(text).not.toContain('__ROTARY_SETTINGS__')
  })

  test('leases, stores by cron what the doorbell missed, and routes a call to the right visit', async () => {
    const visitor = await leaseByHttp()
    expect(visitor.reason).toBe('leased')
    const body = JSON.stringify({ event: 'start', call_id: 'worker-1', from: '+79161112233', to: visitor.slots[0]!.number!.e164 })
    const headers = { 'X-Signature': await signGeneric(body, { secret: bindings.TEST_HOOK_SECRET, at: Date.now() }) }
    const routed = await SELF.fetch(`${EDGE}/v1/hooks/con_demo`, { method: 'POST', body, headers })
    expect(await routed.json()).toMatchObject({ action: 'forward', destination: '+74951234567' })
    await byCron()
    const { items } = await (
      await SELF.fetch(`${EDGE}/v1/calls`, admin)
    ).json<{ items: { externalId: string; attribution: { session: string } }[] }>()
    expect(items.find((call) => call.externalId === 'worker-1')?.attribution.session).toBe(visitor.session)
  })

  test('stores by queue, and acknowledges what it stored', async () => {
    const visitor = await leaseByHttp()
    const batch = createMessageBatch<DoorbellMessage>('rotary-doorbell', [
      { id: '1', timestamp: new Date(), attempts: 1, body: { kind: 'drain', site: 'pk_demo' as never } },
    ])
    const ctx = createExecutionContext()
    await worker.queue(batch, bindings)
    expect((await getQueueResult(batch, ctx)).explicitAcks).toEqual(['1'])
    expect((await SELF.fetch(`${EDGE}/v1/sessions/${visitor.session}`, admin)).status).toBe(200)
  })

  test('shows the console to nobody who has not signed in', async () => {
    const response = await SELF.fetch(`${EDGE}/console`, { redirect: 'manual' })
    expect(response.status).toBe(302)
    expect(response.headers.get('location')).toBe('/console/sign-in')
  })
})
