import { describe, expect, it } from 'vitest'
import type { RegionCode } from '../brands.ts'
import { regionTree } from './regionTree.ts'

describe('regionTree', () => {
  const tree = regionTree(
    new Map([
      ['RU', { free: 1, bound: 0 }],
      ['RU-MOW', { free: 2, bound: 3 }],
      ['RU-TOLLFREE', { free: 0, bound: 4 }],
      ['JP', { free: 5, bound: 0 }],
      ['NZ-AUK', { free: 0, bound: 6 }],
    ] as [RegionCode, { free: number; bound: number }][]),
  )
  const country = (code: string) => tree.find((item) => item.code === code)!

  it('counts a country with its regions', () => {
    expect(country('RU')).toMatchObject({ name: 'Russia', free: 3, bound: 7 })
    expect(country('RU').regions.find(({ code }) => code === 'RU-MOW')).toEqual({ code: 'RU-MOW', name: 'Moscow', free: 2, bound: 3 })
    expect(country('RU').regions.find(({ code }) => code === 'RU-TOLLFREE')?.bound).toBe(4)
  })

  it('has the regions of a country without numbers', () => {
    expect(country('US')).toMatchObject({ free: 0, bound: 0 })
    expect(country('US').regions).toHaveLength(58)
  })

  it('has countries and regions that are not among the told ones but have numbers', () => {
    expect(country('JP')).toMatchObject({ free: 5, regions: [{ code: 'JP-TOLLFREE' }] })
    expect(country('NZ').regions.map(({ code }) => code)).toContain('NZ-AUK')
  })

  it('has no region under two countries', () => {
    expect(country('RU').regions.every(({ code }) => code.startsWith('RU-'))).toBe(true)
    expect(country('UA').regions.filter(({ code }) => code === 'UA-43')).toHaveLength(1)
  })
})
