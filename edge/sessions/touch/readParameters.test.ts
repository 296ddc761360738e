import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeComponent } from './decodeComponent.ts'
import { isUnexpandedMacro } from './isUnexpandedMacro.ts'
import { readOpenstat } from './openstat.ts'

const encode = (bytes: Uint8Array) => btoa(String.fromCharCode(...bytes))
const utf8 = new TextEncoder()

describe('decodeComponent', () => {
  it('gives back every text that was encoded as UTF-8', () => {
    const text = fc.string({ unit: 'grapheme' }).filter((value) => !value.includes('%'))
    fc.assert(
      fc.property(text, (value) => {
        expect(decodeComponent(encodeURIComponent(value))).toBe(value)
      }),
    )
  })
})

describe('readOpenstat', () => {
  it('reads the four fields from either alphabet of base64, padded or not', () => {
    const field = fc.string({ unit: fc.constantFrom('a', '1', 'я', '-', ' b', ':') }).map((value) => value.trim())
    const alphabets = fc.constantFrom(
      (value: string) => value,
      (value: string) => value.replaceAll('+', '-').replaceAll('/', '_'),
      (value: string) => value.replaceAll('=', ''),
    )
    fc.assert(
      fc.property(field, field, field, alphabets, (campaign, ad, place, write) => {
        const value = write(encode(utf8.encode(`Direct.yandex.ru;${campaign};${ad};${place}`)))
        expect(readOpenstat(value)).toEqual({
          service: 'direct.yandex.ru',
          campaign: campaign || null,
          ad: ad || null,
          place: place || null,
        })
      }),
    )
  })

  it.each(['', 'x', ';;;', 'a b;1;2;3', '////////', 'AAAA'])('finds nothing in "%s"', (value) => {
    expect(readOpenstat(value)).toBeNull()
  })
})

describe('isUnexpandedMacro', () => {
  it.each([
    ['{source}', true],
    ['{{campaign.name}}', true],
    ['__CAMPAIGN_NAME__', true],
    ['%%KEYWORD%%', true],
    ['[CID]', true],
    ['{ad_id}|{source}.{position}', true],
    ['brand_{campaign_id}', false],
    ['plain', false],
    ['__init__', false],
    ['', false],
    ['---autotargeting', false],
  ] as const)('%s: %s', (value, macro) => {
    expect(isUnexpandedMacro(value)).toBe(macro)
  })
})
