import fc from 'fast-check'
import { isIP } from 'node:net'
import { describe, expect, it } from 'vitest'
import { formatAddress } from './formatAddress.ts'
import { parseAddress } from './parseAddress.ts'

const READ = [
  ['192.0.2.1', '192.0.2.1'],
  ['0.0.0.0', '0.0.0.0'],
  ['255.255.255.255', '255.255.255.255'],
  ['::', '::'],
  ['::1', '::1'],
  ['2001:db8::', '2001:db8::'],
  ['2001:DB8:0:0:0:0:0:1', '2001:db8::1'],
  ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
  ['2001:0:0:1:0:0:0:1', '2001:0:0:1::1'],
  ['::ffff:192.0.2.1', '192.0.2.1'],
  ['64:ff9b::192.0.2.33', '64:ff9b::c000:221'],
] as const

const REFUSED = [
  '',
  '1',
  '1.2.3',
  '1.2.3.4.5',
  '256.1.1.1',
  '01.2.3.4',
  '1..2.3',
  '1.2.3.4 ',
  ':',
  ':::',
  '1::2::3',
  '12345::',
  '1:2:3:4:5:6:7',
  '1:2:3:4:5:6:7:8:9',
  '::1%eth0',
  ':1:2:3:4:5:6:7:8',
  '1:2:3:4:5:6:7:',
  '1:2:3:4:5:6:7:1.2.3.4',
  'g::',
]

describe('parseAddress', () => {
  it.each(READ)('reads %s as %s', (text, plain) => {
    expect(formatAddress(parseAddress(text)!)).toBe(plain)
  })

  it.each(REFUSED)('refuses %j', (text) => {
    expect(parseAddress(text)).toBeNull()
  })

  it('reads back what it wrote, both families', () => {
    const word = fc.oneof(fc.constantFrom(0, 1, 0xffff, 0x10000, 0xffffffff), fc.nat(0xffffffff))
    fc.assert(
      fc.property(fc.oneof(fc.tuple(word), fc.tuple(word, word, word, word)), (words) => {
        fc.pre(words.length === 1 || words[0] !== 0 || words[1] !== 0 || words[2] !== 0xffff)
        const text = formatAddress(Uint32Array.from(words))
        expect(isIP(text)).toBe(words.length === 1 ? 4 : 6)
        expect(Array.from(parseAddress(text)!)).toEqual(words)
      }),
    )
  })

  it('takes for an address only what Node takes for one', () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6(), fc.stringMatching(/^[0-9a-f:.]{0,24}$/)), (text) => {
        expect(parseAddress(text) !== null).toBe(isIP(text) !== 0)
      }),
      { numRuns: 2000 },
    )
  })
})
