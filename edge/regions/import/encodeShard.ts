import { DEEP_BYTES, DEEP_NARROW, DEEP_WIDE, FORMAT, HEADER_BYTES, LOW_BYTES, MAGIC } from '../shard.ts'
import type { RangeTable } from './rangeTable.ts'
import { DEEP, shardRanges } from './shardRanges.ts'
import type { Part } from './splitPrefixes.ts'

/** The bytes of one shard, with version and checksum still to be stamped. */
export function encodeShard(table: RangeTable, part: Part): Uint8Array<ArrayBuffer> {
  const { offsets, lows, regions, deep } = shardRanges(table, part)
  const used = new Set(regions)
  used.delete(DEEP)
  const wide = used.size >= DEEP_NARROW
  const dictionary = wide ? [] : [...used].sort((a, b) => a - b)
  const idOf = new Map(dictionary.map((region, id) => [region, id]))

  const lowBytes = LOW_BYTES[table.family]
  const idBytes = wide ? 2 : 1
  const deepAt = HEADER_BYTES + offsets.length * 4
  const dictionaryAt = deepAt + deep.length * DEEP_BYTES
  const rangesAt = dictionaryAt + dictionary.length * 2
  const bytes = new Uint8Array(rangesAt + lows.length * (lowBytes + idBytes))
  const view = new DataView(bytes.buffer)
  view.setUint32(0, MAGIC, true)
  bytes.set([FORMAT, table.family, idBytes, part.length], 4)
  const fields = [bytes.length, 0, 0, offsets.length - 1, lows.length, deep.length, dictionary.length, ...part.prefix]
  fields.forEach((field, i) => view.setUint32(12 + i * 4, field, true))

  offsets.forEach((offset, i) => view.setUint32(HEADER_BYTES + i * 4, offset, true))
  deep.forEach(({ range, words, region }, i) => {
    for (const [j, word] of [range, ...words, region].entries()) view.setUint32(deepAt + i * DEEP_BYTES + j * 4, word, true)
  })
  dictionary.forEach((region, i) => view.setUint16(dictionaryAt + i * 2, region, true))
  regions.forEach((region, i) => {
    const at = rangesAt + i * (lowBytes + idBytes)
    if (lowBytes === 2) view.setUint16(at, lows[i]!, true)
    else view.setUint32(at, lows[i]!, true)
    if (wide) view.setUint16(at + lowBytes, region === DEEP ? DEEP_WIDE : region, true)
    else view.setUint8(at + lowBytes, region === DEEP ? DEEP_NARROW : idOf.get(region)!)
  })
  return bytes
}
