import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { SiteKey } from '../brands.ts'
import { HOUR } from '../clock.ts'
import { signToken } from '../leases/leaseToken.ts'
import { type PreviewClaims, readPreview, signPreview } from './previewToken.ts'

const KEY = { id: 'k2', secret: 'new secret' }
const OLD = { id: 'k1', secret: 'old secret' }
const NOW = 1_795_000_000_000
const claims: PreviewClaims = { id: 'pre_1', site: 'pk_demo' as SiteKey, host: 'staging.example.com:8443', expires: NOW + HOUR }
const read = (token: string, now = NOW) => readPreview(token, { keys: [KEY, OLD], now })

describe('a preview token', () => {
  test('says what was signed, and stands in an address as it is', async () => {
    const token = await signPreview(claims, KEY)
    expect(await read(token)).toEqual({ kind: 'valid', claims })
    expect(new URL(`https://example.com/#rotary=${token}`).hash).toBe(`#rotary=${token}`)
    expect(token.length).toBeLessThan(250)
  })

  test.each([
    [HOUR - 1, 'valid'],
    [HOUR, 'expired'],
    [24 * HOUR, 'expired'],
  ])('after %i ms it is %s', async (ms, kind) => {
    expect(await read(await signPreview(claims, KEY), NOW + ms)).toMatchObject({ kind })
  })

  test('outlives a change of the secret while the old one is known', async () => {
    const token = await signPreview(claims, OLD)
    expect(await read(token)).toMatchObject({ kind: 'valid' })
    expect(await readPreview(token, { keys: [KEY], now: NOW })).toEqual({ kind: 'tampered' })
  })

  test.each(['', '.', '..', '...', 'k2', 'k2.', 'k2..', 'k2.e30.', 'k2.e30.AAAA', 'x'.repeat(1024), 'k2.W10.ключ'])(
    '%j is none',
    async (token) => {
      expect(await read(token)).toEqual({ kind: 'tampered' })
    },
  )

  test('with any bit changed is tampered', async () => {
    const token = await signPreview(claims, KEY)
    await fc.assert(
      fc.asyncProperty(fc.nat(token.length - 1), fc.integer({ min: 0, max: 6 }), async (at, bit) => {
        const changed = token.slice(0, at) + String.fromCharCode(token.charCodeAt(at) ^ (1 << bit)) + token.slice(at + 1)
        expect(await read(changed)).toEqual({ kind: 'tampered' })
      }),
      { numRuns: 500 },
    )
  })

  test('with its last character in another spelling of the same bytes is tampered', async () => {
    const token = await signPreview(claims, KEY)
    for (const last of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_') {
      if (token.endsWith(last)) continue
      expect(await read(token.slice(0, -1) + last)).toEqual({ kind: 'tampered' })
    }
    expect(await read(`${token}=`)).toEqual({ kind: 'tampered' })
  })

  test('of a lease opens nothing', async () => {
    const lease = await signToken(
      {
        site: claims.site,
        session: 'ses_1' as never,
        visitor: null,
        startedAt: NOW,
        leasedAt: NOW,
        expires: NOW + HOUR,
        profile: { device: 'desktop', region: null, weight: 1, suspect: false },
        slots: [],
      },
      KEY,
    )
    expect(await read(lease)).toEqual({ kind: 'tampered' })
  })
})
