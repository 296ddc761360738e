import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { allCases as cases } from './cases/allCases.ts'
import { classifySource } from './classifySource.ts'

const site = { hosts: ['example.com'] }

describe('classifySource', () => {
  it.each(cases)('tells the source of $url from "$referrer"', ({ url, referrer, expected }) => {
    expect(classifySource({ url, referrer, site })).toMatchObject(expected)
  })

  it('is held to at least 300 different pairs, 200 of them from published documentation', () => {
    const different = (some: typeof cases) => new Set(some.map(({ url, referrer }) => `${url} ${referrer}`)).size
    expect(different(cases)).toBeGreaterThanOrEqual(300)
    expect(different(cases.filter(({ from }) => from))).toBeGreaterThanOrEqual(200)
  })

  it('never throws, whatever the strings are', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.webUrl({ withQueryParameters: true, withFragments: true }),
      fc
        .tuple(fc.constantFrom('utm_source', 'gclid', '_openstat', 'from', 'utm_referrer'), fc.string({ unit: 'binary' }))
        .map(([name, value]) => `https://example.com/?${name}=${value}`),
      fc
        .tuple(fc.constantFrom('yandex.ru/', 'www.google.com/', 'x.turbopages.org/', 't.co'), fc.string({ unit: 'binary' }))
        .map(([host, rest]) => `https://${host}${rest}`),
    )
    const names = fc.array(fc.string({ unit: 'binary' }), { maxLength: 2 })
    fc.assert(
      fc.property(text, text, names, (url, referrer, hosts) => {
        const touch = classifySource({ url, referrer, site: { hosts, ignoredReferrers: hosts, marks: { source: hosts } } })
        expect(touch.source).not.toBe('')
        expect(touch.medium).not.toBe('')
        expect(touch.channel === 'Direct').toBe(touch.source === '(direct)')
      }),
      { numRuns: 300 },
    )
  })

  describe('with settings of the site', () => {
    const settings = { hosts: ['https://*.example.com', 'example-shop.ru'], ignoredReferrers: ['pay.bank.ru', 'sso.partner.com'] }
    it.each([
      ['https://example-shop.ru/cart', 'own-host'],
      ['https://deep.shop.example.com/', 'own-host'],
      ['https://pay.bank.ru/3ds', 'never-referrer'],
      ['https://a.sso.partner.com/', 'never-referrer'],
      ['https://partner.com/', 'referral'],
    ])('takes %s as %s', (referrer, rule) => {
      expect(classifySource({ url: 'https://www.example.com/', referrer, site: settings }).rule).toBe(rule)
    })

    it('reads the site’s own parameter names where utm_* are silent', () => {
      const marks = { source: ['partner', 'src'], campaign: ['CMP'], term: ['kw'] }
      const classify = (query: string) => classifySource({ url: `https://example.com/?${query}`, referrer: '', site: { ...site, marks } })
      expect(classify('src=blog&cmp=May')).toMatchObject({ source: 'blog', campaign: 'May', rule: 'custom-marks' })
      expect(classify('src=a&partner=b')).toMatchObject({ source: 'b' })
      expect(classify('utm_source=vk&src=blog&kw=x')).toMatchObject({ source: 'vk', term: 'x', rule: 'marks' })
      expect(classify('gclid=1&src=blog')).toMatchObject({ source: 'blog', medium: 'cpc', clickId: '1', rule: 'custom-marks' })
    })
  })
})
