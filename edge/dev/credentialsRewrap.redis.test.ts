import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApp } from '../app.ts'
import type { AccountId, E164 } from '../brands.ts'
import { callerKeys } from '../calls/callerKeys.ts'
import { importMasterKeys } from '../crypto/envelope.ts'
import { lease } from './aVisit.ts'
import { hasRedisServer } from './redis/startTestRedis.ts'
import { DEMO } from './seed.ts'
import { signedHook } from './signedHook.ts'
import { TEST_HOOK_SECRET, TEST_MASTER_KEY } from './testSecrets.ts'
import { createTestServices, type TestServices } from './testServices.ts'

const NEW = Buffer.alloc(32, 250).toString('base64')
const BOTH = `${NEW},${TEST_MASTER_KEY}`

describe.skipIf(!hasRedisServer)('npm run credentials:rewrap', () => {
  let it: TestServices
  let number: string
  let endpoint: string
  beforeAll(async () => {
    it = await createTestServices()
    number = (await lease(it.app)).slots[0]!.number!.e164
    const made = await post('/v1/webhooks', { url: 'https://hooks.company.com/' })
    endpoint = made.body['id']!
    await post(`/v1/webhooks/${endpoint}/rotate`, {})
  }, 60_000)
  afterAll(() => it.stop())

  /** The edge as it is started with these keys. */
  const edge = (masterKey: string) => createApp({ ...it.services, config: { ...it.services.config, masterKey } })
  const post = async (path: string, body: object, masterKey = TEST_MASTER_KEY) => {
    const headers = { Authorization: `Bearer ${DEMO.adminKey}`, 'Idempotency-Key': path }
    const response = await edge(masterKey).request(path, { method: 'POST', headers, body: JSON.stringify(body) })
    return { status: response.status, body: (await response.json()) as Record<string, string> }
  }
  const call = async (masterKey: string) => {
    const hook = await signedHook({ event: 'start', call_id: masterKey.slice(0, 5), from: '+79161112233', to: number }, TEST_HOOK_SECRET)
    return (await edge(masterKey).request(`/v1/hooks/${it.connection}`, hook)).status
  }
  const run = (MASTER_KEY: string) =>
    promisify(execFile)(process.execPath, [join(import.meta.dirname, 'credentialsRewrap.ts')], {
      env: { PATH: process.env.PATH, DATABASE_URL: it.database.url, MASTER_KEY },
    })
  /** Ids of the master keys that anything in Postgres is sealed with. */
  const used = async () => {
    const { rows } = await it.services.db.execute(sql`
      select credentials as sealed from connections union all select sealed from idempotency_keys
      union all select one->>'sealed' from webhook_endpoints, jsonb_array_elements(secrets) one`)
    return [...new Set(rows.map(({ sealed }) => String(sealed).split('.')[1]))]
  }

  test('leaves nothing that needs the old key, and all that was sealed opens by the new one', async () => {
    expect(await call(TEST_MASTER_KEY)).toBe(200)
    expect(await call(BOTH)).toBe(200)
    const first = await run(BOTH)
    expect(first.stdout).toMatch(/wrapped 1 connections, 1 webhook endpoints and 2 kept answers anew\nThe older keys may be taken out/)
    expect(await used()).toEqual([(await importMasterKeys(NEW)).current])
    expect((await run(NEW)).stdout).toContain('wrapped 0 connections, 0 webhook endpoints and 0 kept answers anew')
    expect(await call(NEW)).toBe(200)
    const again = await post(`/v1/webhooks/${endpoint}/rotate`, {}, NEW)
    expect(again).toMatchObject({ status: 200, body: { secret: expect.stringMatching(/^whsec_/) as string } })
  }, 60_000)

  test('says what no key opens, and fails', async () => {
    const other = Buffer.alloc(32, 3).toString('base64')
    const failed = run(other)
    await expect(failed).rejects.toMatchObject({ code: 1 })
    await expect(failed).rejects.toMatchObject({ stderr: expect.stringContaining(`connection ${it.connection}`) as string })
  }, 60_000)

  test('a caller is known by the old key as well while both are given, and by the new one after that', async () => {
    const of = { account: 'acc_1' as AccountId }
    const caller = '+79161112233' as E164
    const [old] = await callerKeys(caller, { ...of, masterKey: TEST_MASTER_KEY })
    const [fresh] = await callerKeys(caller, { ...of, masterKey: NEW })
    expect(await callerKeys(caller, { ...of, masterKey: BOTH })).toEqual([fresh, old])
    expect(old).not.toBe(fresh)
  })
})
