import { describe, expect, it } from 'vitest'
import { formatAddress } from '../formatAddress.ts'
import { BadFile } from './placeRanges.ts'
import { readCsv } from './readCsv.ts'

async function rangesOf(text: string) {
  const families = await readCsv(text.split('\n'))
  return families.map(({ family, each }) => {
    const seen: string[] = []
    each((start, addresses, place) =>
      seen.push(`${formatAddress(start)} ${addresses} ${place ? `${place.country}/${place.code}/${place.name}` : '-'}`),
    )
    return [family, ...seen]
  })
}

describe('readCsv', () => {
  it('reads both families in any order, with gaps, names and codes', async () => {
    const text = [
      'start,end,country,region',
      '2001:db8::,2001:db8:ffff:ffff:ffff:ffff:ffff:ffff,US,TX',
      '128.0.0.0,255.255.255.255,US,"Texas, the state"',
      '0.0.0.0,9.255.255.255,RU,RU-MOW',
      '',
      '11.0.0.0,11.0.0.255,ru,Sverdlovsk Oblast',
    ].join('\n')
    expect(await rangesOf(text)).toEqual([
      [
        4,
        '0.0.0.0 167772160 RU/MOW/',
        '10.0.0.0 16777216 -',
        '11.0.0.0 256 RU//Sverdlovsk Oblast',
        '11.0.1.0 1962934016 -',
        '128.0.0.0 2147483648 US//Texas, the state',
      ],
      [6, ':: 4.254076641128259e+37 -', `2001:db8:: ${2 ** 96} US/TX/`, '2001:db9:: 2.977416004304277e+38 -'],
    ])
  })

  it.each([
    ['', 'the file has no ranges'],
    ['1.0.0.0,zzz,RU,', 'line 1: 1.0.0.0 to zzz is no range'],
    ['1.0.0.0,::1,RU,', 'line 1'],
    ['1.0.0.9,1.0.0.1,RU,', 'line 1: 1.0.0.9 comes after 1.0.0.1'],
    ['1.0.0.0,1.0.0.255,Russia,', 'line 1: "Russia" is no country code'],
    ['1.0.0.0,1.0.0.255,RU,\n1.0.0.255,1.0.1.0,US,', 'line 2: 1.0.0.255 is in the range of line 1 already'],
  ])('refuses %j', async (text, message) => {
    await expect(readCsv(text.split('\n'))).rejects.toThrow(message)
    await expect(readCsv(text.split('\n'))).rejects.toBeInstanceOf(BadFile)
  })
})
