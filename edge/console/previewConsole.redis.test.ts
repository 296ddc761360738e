import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AccountId } from '../brands.ts'
import { sha256Hex } from '../crypto/hex.ts'
import { accounts, apiKeys } from '../db/schema.ts'
import { previewer, STAGING } from '../dev/aPreview.ts'
import { hasRedisServer } from '../dev/redis/startTestRedis.ts'
import { DEMO } from '../dev/seed.ts'
import { createTestServices, type TestServices } from '../dev/testServices.ts'

describe.skipIf(!hasRedisServer)('the console’s previews', () => {
  let it: TestServices
  let admin = ''
  let reader = ''
  let stranger = ''
  beforeAll(async () => {
    it = await createTestServices()
    const { db } = it.services
    await db.insert(accounts).values({ id: 'acc_other' as AccountId, name: 'Other' })
    await db.insert(apiKeys).values([
      { id: 'key_reader', accountId: DEMO.account, name: 'r', hash: await sha256Hex('rk_reader'), role: 'read' },
      { id: 'key_other', accountId: 'acc_other' as AccountId, name: 'o', hash: await sha256Hex('rk_other'), role: 'admin' },
    ])
    admin = await signIn(DEMO.adminKey)
    reader = await signIn('rk_reader')
    stranger = await signIn('rk_other')
  }, 60_000)
  afterAll(() => it.stop())

  async function signIn(key: string): Promise<string> {
    const answer = await it.app.request('/console/sign-in', { method: 'POST', body: new URLSearchParams({ key }).toString() })
    return answer.headers.get('set-cookie')!.split(';')[0]!
  }
  const send = async (path: string, fields: Record<string, string> | null, cookie = admin) => {
    const response = await it.app.request(`/console/previews${path}`, {
      headers: { Cookie: cookie },
      ...(fields && { method: 'POST', body: new URLSearchParams(fields).toString() }),
    })
    return { status: response.status, location: response.headers.get('location'), html: await response.text() }
  }
  const wish = { site: DEMO.siteKey, url: STAGING, hours: '8' }

  test('are made, shown once, listed and revoked', async () => {
    const made = await send('', { ...wish, canAdd: '1' })
    expect(made.status).toBe(200)
    const link = /<p data-made=""?[^>]*><a href="([^"]+)"/.exec(made.html)?.[1]?.replaceAll('&amp;', '&') ?? ''
    expect(link.startsWith(`${STAGING}#rotary=`)).toBe(true)
    const { open } = previewer(it.app)
    const token = link.split('#rotary=')[1]!
    expect(await open(token)).toMatchObject({ reason: 'open', canAdd: true })

    const listed = await send('', null)
    expect(listed.html).not.toContain(token)
    const [, id] = /data-link="(pre_\w+)" data-state="open"/.exec(listed.html)!
    expect((await send(`/${id}/revoke`, {}, stranger)).status).toBe(404)
    expect((await send(`/${id}/revoke`, {}, reader)).status).toBe(403)
    expect(await open(token)).toMatchObject({ reason: 'open' })
    expect(await send(`/${id}/revoke`, {})).toMatchObject({ status: 303, location: '/console/previews' })
    expect(await open(token)).toEqual({ reason: 'revoked' })
    expect((await send('', null)).html).toContain(`data-link="${id}" data-state="revoked"`)
  })

  test.each([
    [{ url: 'javascript:alert(1)' }, 400],
    [{ url: '' }, 400],
    [{ hours: '25' }, 400],
    [{ hours: 'x' }, 400],
    [{ site: 'pk_nobody' }, 404],
    [{ site: '<script>' }, 400],
  ])('are refused with %j, in words', async (over, status) => {
    const answer = await send('', { ...wish, ...over })
    expect(answer.status).toBe(status)
    expect(answer.html).toContain('class="refused"')
    expect(answer.html).not.toContain('<script>')
    expect(answer.html).not.toContain('data-made')
  })

  test('are for admins to change, for readers to see, for nobody else', async () => {
    const page = await send('', null, reader)
    expect(page.status).toBe(200)
    expect(page.html).not.toContain('Make a link')
    expect((await send('', wish, reader)).status).toBe(403)
    expect((await send('/check', wish, reader)).status).toBe(403)
    expect((await send('', wish, stranger)).status).toBe(404)
    expect((await send('', null, stranger)).html).toContain('There are no links yet')
    for (const [path, fields] of [
      ['', null],
      ['', wish],
      ['/check', wish],
      ['/pre_1/revoke', {}],
    ] as const)
      expect(await send(path, fields, 'x=y')).toMatchObject({ status: 302, location: '/console/sign-in' })
  })

  test('check pages, and say why one is not read', async () => {
    const check = async (fields: Record<string, string>) => send('/check', { site: DEMO.siteKey, ...fields })
    expect((await check({ url: 'https://www.example.com/' })).html).toContain('data-verdict="not-of-the-site"')
    expect((await check({ url: 'http://127.0.0.1:1/' })).html).toContain('data-verdict="blocked"')
    const hostile = await check({ url: 'http://127.0.0.1:1/"><script>alert(1)</script>' })
    expect(hostile.html).not.toContain('<script>alert')
    expect((await check({ site: 'pk_nobody', url: 'http://127.0.0.1:1/' })).status).toBe(404)
  })
})
