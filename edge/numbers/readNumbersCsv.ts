import type { E164 } from '../brands.ts'
import type { NewNumber } from './addNumbers.store.ts'
import { readSupplied } from './readSupplied.ts'

export interface NumbersCsv {
  rows: (NewNumber & { line: number })[]
  refused: { line: number; number: string | null; reason: string }[]
}

const COLUMNS = ['number', 'region', 'connection'] as const

/**
 * A CSV file of numbers: a first line with the column names `number`, `region` and `connection` in any order (others are ignored),
 * or none and the columns in this order. `connection` may be left out where a default is given. Lines of 1, quotes as in RFC 4180.
 */
export function readNumbersCsv(text: string, { connection }: { connection?: string } = {}): NumbersCsv {
  const result: NumbersCsv = { rows: [], refused: [] }
  const seen = new Map<E164, number>()
  let columns: readonly string[] = COLUMNS
  let first = true
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/)
  for (const [index, content] of lines.entries()) {
    const line = index + 1
    if (content.trim() === '') continue
    const fields = fieldsOf(content)
    if (fields === null) {
      result.refused.push({ line, number: null, reason: 'its quotes do not match' })
      continue
    }
    const names = fields.map((name) => name.toLowerCase())
    const isHead = first && names.includes('number')
    first = false
    if (isHead) {
      columns = names
      continue
    }
    const field = (name: string) => fields[columns.indexOf(name)] ?? ''
    const number = `+${field('number').replace(/\D/g, '')}`
    const read = readSupplied({ number, region: field('region'), connection: field('connection') || connection })
    const before = 'number' in read ? seen.get(read.number) : undefined
    if ('refused' in read) result.refused.push({ line, number: field('number') || null, reason: read.refused })
    else if (before !== undefined) result.refused.push({ line, number: read.number, reason: `it is in line ${before} already` })
    else {
      seen.set(read.number, line)
      result.rows.push({ ...read, line })
    }
  }
  return result
}

const PLAIN = /[^,;\t"]*/y
const QUOTED = /\s*"((?:[^"]|"")*)"\s*/y

/** Fields of one line parted by commas, semicolons or tabs; null if it is none. */
function fieldsOf(line: string): string[] | null {
  const fields: string[] = []
  for (let at = 0; ; at++) {
    QUOTED.lastIndex = PLAIN.lastIndex = at
    const quoted = QUOTED.exec(line)
    const [plain = ''] = quoted ? [] : (PLAIN.exec(line) ?? [])
    fields.push(quoted ? quoted[1]!.replaceAll('""', '"').trim() : plain.trim())
    at = quoted ? QUOTED.lastIndex : at + plain.length
    if (at >= line.length) return fields
    if (!/[,;\t]/.test(line[at]!)) return null
  }
}
