import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { RegionCode } from '../brands.ts'
import { HOUR } from '../clock.ts'
import { apiKeys, previews } from '../db/schema.ts'
import { previewer, STAGING } from '../dev/aPreview.ts'
import { lease } from '../dev/aVisit.ts'
import { hasRedisServer } from '../dev/redis/startTestRedis.ts'
import { DEMO } from '../dev/seed.ts'
import { createTestServices, type TestServices } from '../dev/testServices.ts'
import type { PreviewOpened } from './previewContract.ts'

const [MOSCOW, NEW_YORK] = DEMO.targets as [(typeof DEMO.targets)[number], (typeof DEMO.targets)[number]]

describe.skipIf(!hasRedisServer)('previews', () => {
  let it: TestServices
  let links: ReturnType<typeof previewer>
  let now = Date.parse('2026-11-24T12:00:00Z')
  beforeAll(async () => {
    it = await createTestServices({ clock: () => now })
    links = previewer(it.app)
  }, 60_000)
  afterAll(() => it.stop())

  describe('links', () => {
    test('are made, listed without their token, page by page, and revoked', async () => {
      const made = [await links.make()]
      for (const over of [{ hours: 24, canAdd: true }, { url: 'http://localhost:3000/' }]) {
        now++
        made.push(await links.make(over))
      }
      expect(made.map(({ url }) => new URL(url).host)).toEqual(['staging.example.com:8443', 'staging.example.com:8443', 'localhost:3000'])
      expect(Date.parse(made[0]!.expiresAt)).toBe(now - 2 + 8 * HOUR)
      const first = (await (await links.api('GET', '/v1/previews?limit=2')).json()) as { items: { id: string }[]; next: string }
      const second = (await (await links.api('GET', `/v1/previews?limit=2&cursor=${first.next}`)).json()) as typeof first
      expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(made.map(({ id }) => id).toReversed())
      expect(second.next).toBeNull()
      expect(JSON.stringify([first, second])).not.toContain(made[0]!.token)
      expect(first.items[1]).toMatchObject({
        site: 'pk_demo',
        host: 'staging.example.com:8443',
        key: 'key_demo',
        canAdd: true,
        state: 'open',
      })

      const { id, token } = made[0]!
      expect(await links.open(token)).toMatchObject({ reason: 'open' })
      for (let times = 0; times < 2; times++) expect((await links.api('DELETE', `/v1/previews/${id}`)).status).toBe(204)
      expect(await links.open(token)).toEqual({ reason: 'revoked' })
      expect(await links.tryIt(token)).toEqual({ reason: 'revoked' })
      const { items } = (await (await links.api('GET', '/v1/previews')).json()) as { items: { id: string; state: string }[] }
      expect(items.find((link) => link.id === id)?.state).toBe('revoked')
    })

    test.each([
      [{ url: 'javascript:alert(1)' }, /^url/],
      [{ url: 'JAVASCRIPT:alert(1)//https://example.com' }, /^url/],
      [{ url: 'data:text/html,x' }, /^url/],
      [{ url: 'file:///etc/passwd' }, /^url/],
      [{ url: 'example.com' }, /^url/],
      [{ hours: 25 }, /^hours/],
      [{ hours: 0 }, /^hours/],
      [{ hours: -1 }, /^hours/],
      [{ site: 'demo' }, /^site/],
      [{ surplus: 1 }, /surplus/],
    ])('are not made of %j', async (over, message) => {
      const response = await links.api('POST', '/v1/previews', { site: DEMO.siteKey, url: STAGING, ...over })
      expect(response.status).toBe(400)
      expect(await response.json()).toMatchObject({ error: { code: 'invalid_body', message: expect.stringMatching(message) } })
    })

    test('are made once by a repeated request, whose kept answer is sealed', async () => {
      const headers = { Authorization: `Bearer ${DEMO.adminKey}`, 'Idempotency-Key': 'one-link' }
      const init = { method: 'POST', headers, body: JSON.stringify({ site: DEMO.siteKey, url: STAGING }) }
      const first = await (await it.app.request('/v1/previews', init)).text()
      expect(await (await it.app.request('/v1/previews', init)).text()).toBe(first)
      const { rows } = await it.database.pglite.query<{ row: string }>('select t::text as row from idempotency_keys t')
      const { url } = JSON.parse(first) as { url: string }
      expect(rows.length).toBeGreaterThan(0)
      expect(JSON.stringify(rows)).not.toContain(url.split('#rotary=')[1]!)
    })

    test('hold no password of Basic Auth', async () => {
      expect((await links.make({ url: 'https://user:secret@staging.example.com/' })).url).toMatch(
        /^https:\/\/staging\.example\.com\/#rotary=/,
      )
    })
  })

  describe('open', () => {
    test('says what the panel needs, to any origin, without a preflight', async () => {
      const { token, expiresAt } = await links.make()
      const { status, headers, body } = await links.ask<PreviewOpened>('open', { token, site: DEMO.siteKey, url: STAGING })
      expect([status, headers.get('access-control-allow-origin'), headers.get('cache-control')]).toEqual([200, '*', 'no-store'])
      expect(body).toMatchObject({
        reason: 'open',
        site: { key: 'pk_demo', name: 'Demo site' },
        expiresAt: Date.parse(expiresAt),
        canAdd: false,
        settings: { site: 'pk_demo', enabled: true },
      })
      expect(body.targets.map(({ e164 }) => e164)).toEqual([MOSCOW.e164, NEW_YORK.e164])
      expect(body.regions.find(({ code }) => code === 'RU-MOW')).toEqual({
        code: 'RU-MOW',
        name: { en: expect.stringContaining('Moscow'), ru: 'Москва' },
        slots: [MOSCOW.e164, NEW_YORK.e164],
      })
      expect(body.regions.map(({ code }) => code)).toEqual(expect.arrayContaining(['RU', 'US', 'RU-SAM', 'US-WA']))
      expect(body.regions.map(({ code }) => code)).not.toContain('RU-TOLLFREE')
      expect(JSON.stringify(body)).not.toContain('secret')
    })

    test('is answered as a module too, where a page’s policy lets no request out', async () => {
      const { token } = await links.make()
      const ask = async (over: Record<string, string>, origin = new URL(STAGING).origin) => {
        const query = new URLSearchParams({ token, site: DEMO.siteKey, url: STAGING, ...over })
        const response = await it.app.request(`/v1/previews/open.js?${query}`, { headers: { Origin: origin } })
        return { status: response.status, headers: response.headers, text: (await response.text()).trimEnd() }
      }
      const { status, headers, text } = await ask({})
      expect([status, headers.get('access-control-allow-origin'), headers.get('cache-control')]).toEqual([200, '*', 'no-store'])
      expect(headers.get('content-type')).toContain('text/javascript')
      const module = (await import(`data:text/javascript,${encodeURIComponent(text)}`)) as { answer: PreviewOpened }
      expect(module.answer).toEqual(await links.open(token))
      expect((await ask({ token: 'x' })).text).toBe('export const answer = {"reason":"tampered"}')
      expect((await ask({}, 'https://evil.example')).text).toBe('export const answer = {"reason":"foreign"}')
      expect(await ask({ site: '</script>' })).toMatchObject({ status: 200, text: 'export const answer = {"reason":"tampered"}' })
    })

    test.each([
      ['of another host', { url: 'https://www.example.com/' }, undefined, 'foreign'],
      ['of another port', { url: 'https://staging.example.com/' }, undefined, 'foreign'],
      ['without a host', { url: 'javascript:1' }, undefined, 'foreign'],
      ['of another site', { site: 'pk_another' }, undefined, 'foreign'],
      ['from another origin', {}, 'https://evil.example', 'foreign'],
      ['on another path', { url: 'https://staging.example.com:8443/else' }, undefined, 'open'],
      ['without TLS', { url: 'http://staging.example.com:8443/' }, 'http://staging.example.com:8443', 'open'],
      ['in a sandbox', {}, 'null', 'open'],
    ])('a page %s', async (_what, over, origin, reason) => {
      const { token } = await links.make()
      const answer = await links.open(token, over, origin)
      expect(answer.reason).toBe(reason)
      if (reason !== 'open') expect(Object.keys(answer)).toEqual(['reason'])
    })

    test('tells a stranger nothing else, and asks the database nothing for him', async () => {
      const { token } = await links.make()
      it.database.pause()
      for (const forged of ['', 'x', 'a.b.c', `${token}x`, token.slice(0, -1), token.replace('t.', 'u.')]) {
        for (const [what, body] of [
          ['open', { site: DEMO.siteKey }],
          ['try', {}],
          ['targets', { e164: '+74957000000' }],
        ] as const) {
          expect(await links.ask(what, { token: forged, url: STAGING, ...body })).toMatchObject({
            status: 200,
            body: { reason: 'tampered' },
          })
        }
      }
      expect(await links.open(token)).toEqual({ reason: 'unavailable' })
      it.database.resume()
    })

    test('ends with its time', async () => {
      const { token } = await links.make({ hours: 24 })
      const began = now
      now = began + 24 * HOUR - 1
      expect(await links.open(token)).toMatchObject({ reason: 'open' })
      now = began + 24 * HOUR
      expect(await links.open(token)).toEqual({ reason: 'expired' })
      expect(await links.tryIt(token)).toEqual({ reason: 'expired' })
      expect((await links.ask('targets', { token, url: STAGING, e164: '+74957000000' })).body).toEqual({ reason: 'expired' })
      now = began
    })

    test('ends with the key that made it', async () => {
      const { db } = it.services
      const { token, id } = await links.make({ canAdd: true })
      await db.insert(apiKeys).values({ id: 'key_gone', accountId: DEMO.account, name: 'gone', hash: 'x', role: 'admin' })
      await db.update(previews).set({ keyId: 'key_gone' }).where(eq(previews.id, id))
      expect(await links.open(token)).toMatchObject({ reason: 'open', canAdd: true })
      await db.update(apiKeys).set({ role: 'read' }).where(eq(apiKeys.id, 'key_gone'))
      expect(await links.open(token)).toMatchObject({ reason: 'open', canAdd: false })
      await db
        .update(apiKeys)
        .set({ revokedAt: new Date(now) })
        .where(eq(apiKeys.id, 'key_gone'))
      expect(await links.open(token)).toEqual({ reason: 'revoked' })
    })

    test('works while the site is switched off, and says so', async () => {
      const { token } = await links.make()
      await links.api('PATCH', `/v1/sites/${DEMO.siteKey}`, { enabled: false })
      expect(await links.open(token)).toMatchObject({ reason: 'open', settings: { enabled: false } })
      const answer = await links.tryIt(token)
      expect(answer.slots).toMatchObject([
        { status: 'off', number: null },
        { status: 'off', number: null },
      ])
      expect(answer.trace[0]!.words.en).toContain('switched off')
      await links.api('PATCH', `/v1/sites/${DEMO.siteKey}`, { enabled: true })
    })
  })

  describe('a number of the page', () => {
    test('becomes a target by a link that was made for it, once, and is kept with the link', async () => {
      const { token, id } = await links.make({ canAdd: true })
      const added = await links.ask('targets', { token, url: STAGING, e164: '+74957770011' })
      expect(added).toMatchObject({ status: 201, body: { reason: 'added', target: { e164: '+74957770011', slot: '+74957770011' } } })
      expect((await links.ask('targets', { token, url: STAGING, e164: '+74957770011' })).body).toMatchObject({ reason: 'exists' })
      expect((await links.open(token)).targets.map(({ e164 }) => e164)).toContain('+74957770011')
      const { items } = (await (await links.api('GET', '/v1/previews')).json()) as { items: { id: string; added: object[] }[] }
      expect(items.find((link) => link.id === id)!.added).toEqual([
        { id: expect.stringMatching(/^tar_/), e164: '+74957770011', at: new Date(now).toISOString() },
      ])
      const { items: targets } = (await (await links.api('GET', `/v1/targets?site=${DEMO.siteKey}`)).json()) as {
        items: { id: string; e164: string }[]
      }
      await links.api('DELETE', `/v1/targets/${targets.find(({ e164 }) => e164 === '+74957770011')!.id}`)
    })

    test('does not by any other link, nor where calls may not end', async () => {
      const plain = await links.make()
      expect((await links.ask('targets', { token: plain.token, url: STAGING, e164: '+74957770012' })).body).toEqual({
        reason: 'not-allowed',
      })
      const { token } = await links.make({ canAdd: true })
      const tracking = (await lease(it.app)).slots[0]!.number!.e164
      for (const e164 of [tracking, '+8816123456789']) {
        expect((await links.ask('targets', { token, url: STAGING, e164 })).body).toMatchObject({
          reason: 'refused',
          problem: expect.any(String),
        })
      }
    })
  })

  test('opening ten previews changes no pool, counter, session or report', async () => {
    await lease(it.app)
    await it.settle()
    const made = [await links.make({ canAdd: true }), ...(await Promise.all(Array.from({ length: 9 }, () => links.make())))]
    const before = await everything(it)
    expect(before.redis.length).toBeGreaterThan(10)
    expect(before.postgres.length).toBeGreaterThan(20)
    for (const { token } of made) {
      expect(await links.open(token)).toMatchObject({ reason: 'open' })
      for (const region of ['RU-MOW', 'US-TX', undefined] as (RegionCode | undefined)[]) {
        for (const pool of ['normal', 'exhausted'] as const) {
          expect(await links.tryIt(token, { ...(region && { region }), pool, consent: pool === 'normal' ? 'full' : 'none' })).toMatchObject(
            {
              reason: 'sample',
            },
          )
        }
      }
      await links.open(token, { url: 'https://www.example.com/' })
      await links.ask('targets', { token, url: STAGING, e164: MOSCOW.e164 })
    }
    await it.settle()
    expect(await everything(it)).toEqual(before)
    // What the comparison would see.
    await lease(it.app)
    expect(await everything(it)).not.toEqual(before)
  })
})

/** Every key of Redis with its value, and every row of every table but the links' own. */
async function everything({
  redis,
  database,
}: TestServices): Promise<{ redis: [string, string | undefined][]; postgres: [string, unknown[]][] }> {
  const keys = (await redis.client.keys('*')).sort()
  const values = await Promise.all(keys.map((key) => redis.client.dumpBuffer(key)))
  const { rows } = await database.pglite.query<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE' and table_name <> 'previews' order by 1`,
  )
  const postgres: [string, unknown[]][] = []
  for (const { name } of rows) {
    const held = await database.pglite.query<{ row: string }>(`select t::text as row from "${name}" t order by 1`)
    postgres.push([name, held.rows.map(({ row }) => row)])
  }
  return { redis: keys.map((key, index) => [key, values[index]?.toString('base64')]), postgres }
}
