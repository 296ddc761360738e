import { expect, test } from 'vitest'
import type { E164, RegionCode } from '../brands.ts'
import { doubtRegion } from './doubtRegion.ts'

test.each([
  ['+74951234567', 'RU-MOW', null],
  ['+74951234567', 'RU', null],
  ['+79161234567', 'RU-MOW', null],
  ['+78121234567', 'RU-MOW', "region: RU-MOW is stated, the number's digits say RU-SPE"],
  ['+12125550100', 'US-TX', "region: US-TX is stated, the number's digits say US-NY"],
  ['+12125550100', 'RU', "region: RU is stated, the number's digits say US-NY"],
  ['+78005553535', 'RU-MOW', "region: RU-MOW is stated, the number's digits say RU-TOLLFREE"],
])('%s as %s: %s', (number, stated, doubt) => {
  expect(doubtRegion(number as E164, stated as RegionCode)).toBe(doubt)
})
