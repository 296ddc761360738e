import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readNumbersCsv } from './readNumbersCsv.ts'

const CONNECTION = 'con_one'
const read = (text: string) => readNumbersCsv(text, { connection: CONNECTION })
const taken = (text: string) => read(text).rows.map(({ number, region, connection, line }) => `${line} ${number} ${region} ${connection}`)

describe('a file is taken', () => {
  test.each<[string, string, string[]]>([
    ['without column names', '+74957000001,RU-MOW,con_two', ['1 +74957000001 RU-MOW con_two']],
    ['with them in any order, others ignored', 'note,CONNECTION,Number\nhello,con_two,+74957000001', ['2 +74957000001 RU-MOW con_two']],
    [
      'with numbers as people write them',
      'number\n"+7 (495) 700-00-01"\n+44 20 7946 0000',
      ['2 +74957000001 RU-MOW con_one', '3 +442079460000 GB con_one'],
    ],
    [
      'with semicolons or tabs',
      '+74957000001;ru-mow;con_two\n+74957000002\tRU-MOS',
      ['1 +74957000001 RU-MOW con_two', '2 +74957000002 RU-MOS con_one'],
    ],
    [
      'with a byte order mark, any line ends and empty lines',
      '\uFEFFnumber\r\n\r\n+74957000001\r+74957000002\n',
      ['3 +74957000001 RU-MOW con_one', '4 +74957000002 RU-MOW con_one'],
    ],
    ['when it is empty', '', []],
  ])('%s', (_, text, rows) => {
    expect(taken(text)).toEqual(rows)
    expect(read(text).refused).toEqual([])
  })
})

test('each line that is none of a number is refused with its number and reason', () => {
  const { rows, refused } = readNumbersCsv('number,region\n12,\n+74957000001,Mars\n+88213000000,\n+74957000002,', {})
  expect(rows).toEqual([])
  expect(refused.map(({ line, reason }) => [line, reason.split(':')[0]])).toEqual([
    [2, 'number'],
    [3, 'connection'],
    [4, 'connection'],
    [5, 'connection'],
  ])
  expect(read('+74957000001,Mars\n+88213000000').refused.map(({ reason }) => reason)).toEqual([
    'region: must be like RU-MOW, RU or RU-TOLLFREE',
    expect.stringContaining('region: this number tells none'),
  ])
})

test('whatever the file, each of its lines is taken, refused, empty or the column names', () => {
  const cell = fc.oneof(fc.constantFrom('+74957000001', 'RU-MOW', 'con_x', '"', '""', 'number', '', ' '), fc.string({ maxLength: 8 }))
  const line = fc.tuple(fc.array(cell, { maxLength: 5 }), fc.constantFrom(',', ';', '\t')).map(([cells, by]) => cells.join(by))
  fc.assert(
    fc.property(fc.array(line, { maxLength: 12 }), fc.constantFrom('\n', '\r\n'), (lines, end) => {
      const text = lines.join(end)
      const { rows, refused } = read(text)
      const told = [...rows, ...refused].map((one) => one.line)
      expect(new Set(told).size).toBe(told.length)
      const full = text
        .replace(/^\uFEFF/, '')
        .split(/\r\n|\n|\r/)
        .filter((one) => one.trim() !== '').length
      expect(full - told.length).toBeGreaterThanOrEqual(0)
      expect(full - told.length).toBeLessThanOrEqual(1)
    }),
  )
})
