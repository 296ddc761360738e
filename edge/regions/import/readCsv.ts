import { formatAddress } from '../formatAddress.ts'
import { nextAddress } from '../nextAddress.ts'
import { parseAddress } from '../parseAddress.ts'
import { BadFile, type Place, type PlaceRanges } from './placeRanges.ts'
import { compareWords } from './rangeTable.ts'

/** Rows of one family, in columns: files have millions. */
interface Rows {
  words: 1 | 4
  length: number
  /** First and last address of each row, one after the other. */
  ends: Uint32Array
  places: Place[]
  lines: number[]
}

/**
 * Ranges of a text `start,end,country,region`, both families mixed, in any order, gaps allowed, overlaps not. The region is a
 * name or a code, with or without the country before it. A first line of column names is skipped.
 */
export async function readCsv(lines: AsyncIterable<string> | Iterable<string>): Promise<PlaceRanges[]> {
  const families = { 4: newRows(1), 6: newRows(4) }
  const places = new Map<string, Place>()
  let number = 0
  for await (const line of lines) {
    number++
    if (line.trim() === '' || (number === 1 && /^\W*(start|first|ip)/i.test(line))) continue
    const [from = '', to = '', country = '', region = ''] = fieldsOf(line)
    const [start, end] = [parseAddress(from), parseAddress(to)]
    if (!start || !end || start.length !== end.length) throw new BadFile(`line ${number}: ${from} to ${to} is no range of addresses`)
    if (compareWords(start, end) > 0) throw new BadFile(`line ${number}: ${from} comes after ${to}`)
    if (!/^([A-Za-z]{2})?$/.test(country)) throw new BadFile(`line ${number}: ${JSON.stringify(country)} is no country code`)
    const key = `${country}\t${region}`
    let place = places.get(key)
    if (!place) places.set(key, (place = placeOf(country.toUpperCase(), region)))
    addRow(families[start.length === 1 ? 4 : 6], { start, end, place, line: number })
  }
  const found = ([4, 6] as const).filter((family) => families[family].length > 0)
  if (found.length === 0) throw new BadFile('the file has no ranges')
  return found.map((family) => rangesOf(family, families[family]))
}

function placeOf(country: string, region: string): Place {
  const code = region.startsWith(`${country}-`) ? region.slice(3) : region
  return /^[A-Z0-9]{1,3}$/.test(code) ? { country, code, name: '' } : { country, code: '', name: region }
}

function newRows(words: 1 | 4): Rows {
  return { words, length: 0, ends: new Uint32Array(2048 * words), places: [], lines: [] }
}

function addRow(rows: Rows, { start, end, place, line }: { start: Uint32Array; end: Uint32Array; place: Place; line: number }): void {
  const at = rows.length++ * rows.words * 2
  if (at === rows.ends.length) {
    const old = rows.ends
    rows.ends = new Uint32Array(old.length * 2)
    rows.ends.set(old)
  }
  rows.ends.set(start, at)
  rows.ends.set(end, at + rows.words)
  rows.places.push(place)
  rows.lines.push(line)
}

function rangesOf(family: 4 | 6, { words, length, ends, places, lines }: Rows): PlaceRanges {
  const startOf = (row: number) => ends.subarray(row * words * 2, row * words * 2 + words)
  const endOf = (row: number) => ends.subarray(row * words * 2 + words, (row + 1) * words * 2)
  const order = Uint32Array.from({ length }, (_, i) => i).sort((a, b) => compareWords(startOf(a), startOf(b)))
  for (let i = 1; i < length; i++) {
    const [before, row] = [order[i - 1]!, order[i]!]
    if (compareWords(endOf(before), startOf(row)) >= 0) {
      throw new BadFile(`line ${lines[row]}: ${formatAddress(startOf(row))} is in the range of line ${lines[before]} already`)
    }
  }
  return {
    family,
    expected: length,
    each(onRange) {
      let next: Uint32Array | null = new Uint32Array(words)
      for (const row of order) {
        const start = startOf(row)
        if (compareWords(next!, start) < 0) onRange(next!, distance(next!, start), null)
        next = nextAddress(endOf(row))
        onRange(start, distance(start, endOf(row)) + 1, places[row]!)
      }
      if (next) onRange(next, distance(next, new Uint32Array(words).fill(0xffffffff)) + 1, null)
    },
  }
}

/** How many addresses `b` is after `a`, as near as a number can say. */
function distance(a: Uint32Array, b: Uint32Array): number {
  return a.reduce((sum, word, i) => sum * 2 ** 32 + (b[i]! - word), 0)
}

/** Fields of one line; those with commas are quoted, quotes within are doubled. */
function fieldsOf(line: string): string[] {
  if (!line.includes('"')) return line.split(',').map((field) => field.trim())
  return Array.from(
    line.matchAll(/(?:^|,)\s*(?:"((?:[^"]|"")*)"|([^,]*))/g),
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain!.trim(),
  )
}
