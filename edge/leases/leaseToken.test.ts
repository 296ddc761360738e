import { describe, expect, test } from 'vitest'
import type { E164, LeaseToken, RegionCode, RouteId, SessionId, SiteKey, VisitorId } from '../brands.ts'
import { readToken, signToken, type TokenClaims } from './leaseToken.ts'

const key = { id: 'b', secret: 'new secret' }
const older = { id: 'a', secret: 'old secret' }
const claims: TokenClaims = {
  site: 'pk_demo' as SiteKey,
  session: 'ses_1' as SessionId,
  visitor: 'vis_1' as VisitorId,
  startedAt: 1000,
  leasedAt: 2000,
  expires: 9000,
  profile: { device: 'mobile', region: 'RU-MOW' as RegionCode, weight: 1, suspect: false },
  slots: [
    {
      slot: 'main',
      target: '+74951234567' as E164,
      route: 'rou_1' as RouteId,
      exclusive: false,
      held: { number: '+74950000001' as E164, region: 'RU-MOW' as RegionCode, how: 'rested' },
    },
    { slot: 'shop', target: '+12125550100' as E164, route: 'rou_2' as RouteId, exclusive: true, held: null },
  ],
}

describe('a lease token', () => {
  test('says what was signed', async () => {
    const token = await signToken(claims, key)
    expect(await readToken(token, { keys: [key], now: 8999 })).toEqual({ kind: 'valid', claims })
  })

  test('signed with an older key stays good while that key is listed', async () => {
    const token = await signToken(claims, older)
    expect(await readToken(token, { keys: [key, older], now: 0 })).toMatchObject({ kind: 'valid' })
    expect(await readToken(token, { keys: [key], now: 0 })).toEqual({ kind: 'forged' })
  })

  test('is expired from its last millisecond on', async () => {
    const token = await signToken(claims, key)
    expect(await readToken(token, { keys: [key], now: 9000 })).toMatchObject({ kind: 'expired' })
  })

  test('with any one character changed is forged', async () => {
    const token = await signToken(claims, key)
    for (let i = 0; i < token.length - 1; i++) {
      const changed = token.slice(0, i) + (token[i] === 'A' ? 'B' : 'A') + token.slice(i + 1)
      expect(await readToken(changed as LeaseToken, { keys: [key], now: 0 }), `character ${i}`).toEqual({ kind: 'forged' })
    }
  })

  test.each(['', '.', '..', '...', 'b.e30.', 'b..x', 'ы.ы.ы', 'b.e30.AAAA.'])('of the text %j is forged', async (text) => {
    expect(await readToken(text as LeaseToken, { keys: [key], now: 0 })).toEqual({ kind: 'forged' })
  })
})
