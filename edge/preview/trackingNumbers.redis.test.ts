import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AccountId, E164, RegionCode } from '../brands.ts'
import { accounts, numbers } from '../db/schema.ts'
import { lease } from '../dev/aVisit.ts'
import { previewer } from '../dev/aPreview.ts'
import { hasRedisServer } from '../dev/redis/startTestRedis.ts'
import { createTestServices, type TestServices } from '../dev/testServices.ts'

describe.skipIf(!hasRedisServer)('numbers that were seen on a page', () => {
  let it: TestServices
  beforeAll(async () => {
    it = await createTestServices({ clock: () => Date.parse('2026-11-24T12:00:00Z') })
  }, 60_000)
  afterAll(() => it.stop())

  test('are told to be tracking numbers if they are the company’s own, and nobody else’s are told', async () => {
    const { db } = it.services
    const [other] = await db
      .insert(accounts)
      .values({ id: 'acc_other' as AccountId, name: 'Other' })
      .returning()
    const foreign = '+74957770001' as E164
    await db.insert(numbers).values({
      number: foreign,
      region: 'RU-MOW' as RegionCode,
      connectionId: (await db.select().from(numbers).limit(1))[0]!.connectionId,
      state: 'active',
      accountId: other!.id,
    })
    const own = (await lease(it.app)).slots[0]!.number!.e164
    const { make, tryIt } = previewer(it.app)
    const { token } = await make()
    expect((await tryIt(token, { seen: [own, foreign, '+74957654321'] })).tracking).toEqual([own])
    expect((await tryIt(token)).tracking).toEqual([])
  })
})
