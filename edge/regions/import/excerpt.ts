import type { PlaceRanges } from './placeRanges.ts'
import { readCsv } from './readCsv.ts'

/**
 * A small address table of our own for tests and the embedded default: the documentation addresses of RFC 5737 and RFC 3849,
 * which nobody has, given to regions; nothing of it comes from a real table.
 */
const EXCERPT = `start,end,country,region
192.0.2.0,192.0.2.127,RU,Moscow
192.0.2.128,192.0.2.191,RU,Moscow Oblast
192.0.2.192,192.0.2.255,RU,Saint Petersburg
198.51.100.0,198.51.100.63,RU,Sverdlovsk
198.51.100.64,198.51.100.127,RU,Sverdlovsk Oblast
198.51.100.128,198.51.100.191,KZ,Almaty
198.51.100.192,198.51.100.255,BY,Minsk City
203.0.113.0,203.0.113.63,US,Texas
203.0.113.64,203.0.113.127,US,New York
203.0.113.128,203.0.113.191,DE,Bavaria
203.0.113.192,203.0.113.255,JP,
2001:db8::,2001:db8:0:ffff:ffff:ffff:ffff:ffff,RU,Moscow
2001:db8:1::,2001:db8:1:ffff:ffff:ffff:ffff:ffff,RU,Saint Petersburg
2001:db8:2::,2001:db8:2:ffff:ffff:ffff:ffff:ffff,US,Texas
2001:db8:3::,2001:db8:3::ff,RU,Sverdlovsk`

export function excerptRanges(): Promise<PlaceRanges[]> {
  return readCsv(EXCERPT.split('\n'))
}
