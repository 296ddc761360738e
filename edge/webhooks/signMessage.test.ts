import fc from 'fast-check'
import { Webhook } from 'standardwebhooks'
import { expect, test } from 'vitest'
import { newSecret, signMessage } from './signMessage.ts'

const random = (bytes: Uint8Array<ArrayBuffer>) => crypto.getRandomValues(bytes)

test('the standardwebhooks package accepts what we sign, and signs the same', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string(), async (text) => {
      const secret = newSecret(random)
      const at = Math.floor(Date.now() / 1000)
      const body = JSON.stringify({ text })
      const signature = await signMessage({ id: 'evt_1', at, body }, [secret])
      expect(signature).toBe(new Webhook(secret).sign('evt_1', new Date(at * 1000), body))
      const headers = { 'webhook-id': 'evt_1', 'webhook-timestamp': String(at), 'webhook-signature': signature }
      expect(new Webhook(secret).verify(body, headers)).toEqual({ text })
    }),
    { numRuns: 30 },
  )
})

test('during a rotation either secret verifies, another does not', async () => {
  const [old, young] = [newSecret(random), newSecret(random)]
  const at = Math.floor(Date.now() / 1000)
  const signature = await signMessage({ id: 'evt_1', at, body: '{}' }, [young, old])
  const headers = { 'webhook-id': 'evt_1', 'webhook-timestamp': String(at), 'webhook-signature': signature }
  for (const secret of [old, young]) expect(new Webhook(secret).verify('{}', headers)).toEqual({})
  expect(() => new Webhook(newSecret(random)).verify('{}', headers)).toThrow(/signature/i)
})
