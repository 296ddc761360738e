import { toHex } from './crypto/hex.ts'

/** Everything that ids are made of, so that tests and replays can fix it. */
export interface IdSource {
  now(): number
  random(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer>
}

/** RFC 9562 UUIDv7 in hex without dashes: sorts by time, so that a partition follows from the id itself. */
function uuid7Hex({ now, random }: IdSource): string {
  const bytes = random(new Uint8Array(16))
  let ms = now()
  for (let i = 5; i >= 0; i--) {
    bytes[i] = ms % 256
    ms = Math.floor(ms / 256)
  }
  bytes[6] = (bytes[6]! & 0x0f) | 0x70
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  return toHex(bytes)
}

export type IdPrefix =
  | 'acc'
  | 'sit'
  | 'rou'
  | 'con'
  | 'num'
  | 'vis'
  | 'ses'
  | 'lea'
  | 'evt'
  | 'cal'
  | 'key'
  | 'req'
  | 'tar'
  | 'whk'
  | 'del'
  | 'pre'

/** `ses_0193…`: a prefix that says what it is, then a UUIDv7. */
export function newId<Id extends string>(prefix: IdPrefix, source: IdSource): Id {
  return `${prefix}_${uuid7Hex(source)}` as Id
}

/** Milliseconds that a UUIDv7 (dashed or not, prefixed or not) carries, or null if it is none. */
export function timeOfId(id: string): number | null {
  const hex = id.slice(id.indexOf('_') + 1).replaceAll('-', '')
  return /^[0-9a-f]{12}7[0-9a-f]{3}[89ab][0-9a-f]{15}$/.test(hex) ? Number.parseInt(hex.slice(0, 12), 16) : null
}
