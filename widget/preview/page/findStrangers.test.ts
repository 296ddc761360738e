import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findStrangers } from './findStrangers.ts'

const countries = ['7', '1', '44']

test.each([
  ['Склад: 8 (495) 765-43-21, доб. 3', ['+74957654321']],
  ['+7 495 765-43-21 и +7 (812) 333 44 55', ['+74957654321', '+78123334455']],
  ['(212) 555-0123', ['+12125550123']],
  ['call 1-800-356-9377 now', ['+18003569377']],
  ['London 020 7946 0018', ['+442079460018']],
  ['+44 (0)20 7946 0018', ['+442079460018']],
  ['account 40702810900000012345', []],
  ['4951234567', []],
  ['23.11.2026 12:30', []],
  ['IP 192.168.100.100', []],
  ['ISBN 978-5-699-12014-7', []],
  ['price 1 000 000', []],
])('in %s are %j', (text, expected) => {
  expect(findStrangers(text, { countries })).toEqual(expected)
})

test('a link is a number however it is written', () => {
  expect(findStrangers('tel:84957654321', { countries, link: true })).toEqual(['+74957654321'])
  expect(findStrangers('tel:%2B7%20495%207654321;ext=3', { countries, link: true })).toEqual(['+74957654321'])
  expect(findStrangers('tel:112', { countries, link: true })).toEqual([])
})

test('whatever a text holds, what is found is an E.164 number of one of the countries', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'0123456789 +()-.,a'), maxLength: 60 }), (text) => {
      for (const number of findStrangers(text, { countries })) expect(number).toMatch(/^\+(7|1|44)\d{7,11}$/)
    }),
  )
})
