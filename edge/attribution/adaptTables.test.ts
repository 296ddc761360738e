import { expect, test } from 'vitest'
import { DAY, MINUTE, SECOND } from '../clock.ts'
import { NOON, aHistory, aHolder, aReader } from './aHolder.ts'
import { adaptTables } from './adaptTables.ts'
import { groupOf } from './holderState.ts'
import { DEFAULT_BACKGROUND } from './attributeCall.ts'
import { addExposure, emptyExposure } from './exposure.ts'
import { BINS, binEnd, binOf, binStart, intensityAt, tailAt } from './intensityTables.ts'
import { UIS_TABLES } from './tables/uis.ts'
import { tailOf } from './tailOf.ts'

const aStay = (change: object = {}) => {
  const {
    pages: _pages,
    session: _session,
    visitor: _visitor,
    region: _region,
    ...stay
  } = aHolder('any', { shownAt: NOON, lastSeen: NOON + 3 * MINUTE })
  return { ...stay, until: NOON + 23 * MINUTE, windowEnd: NOON + DAY, ...change }
}
const sum = (row: readonly number[]): number => row.reduce((total, value) => total + value, 0)

test('every second of a stay is counted once, in the state it was spent in', () => {
  const exposure = emptyExposure()
  addExposure(exposure, aStay({ tappedAt: NOON + MINUTE, intentAt: NOON + 30 * SECOND }))
  const { absent, shown } = exposure.seconds
  expect(sum(absent.engagedDesktop.visible)).toBeCloseTo(30)
  expect(sum(shown.engagedDesktop.visible)).toBeCloseTo(30)
  expect(sum(exposure.tap)).toBeCloseTo(120)
  expect(sum(shown.mediumDesktop.gone)).toBeCloseTo(20 * 60)
  expect(sum(exposure.forgotten.mediumDesktop)).toBeCloseTo(86_400 - 23 * 60)
})

test.each([
  [9 * SECOND, 'quickDesktop'],
  [10 * SECOND, 'shortDesktop'],
  [59 * SECOND, 'shortDesktop'],
  [MINUTE, 'mediumDesktop'],
  [4 * MINUTE, 'engagedDesktop'],
])('a stay of %i ms counts as %s once it is over', (length, group) => {
  const stay = aStay({ lastSeen: NOON + length })
  expect(groupOf(stay, false)).toBe(group)
  expect(groupOf(stay, true)).toBe('engagedDesktop')
})

test('bins cover all ages without gaps', () => {
  for (let bin = 0; bin < BINS - 1; bin++) {
    expect(binStart(bin + 1)).toBeCloseTo(binEnd(bin), 6)
    expect(binOf(binStart(bin) + 1e-6)).toBe(bin)
  }
  expect(binOf(1e9)).toBe(BINS - 1)
})

test('tables say what ROTATION.md quotes of them, within a tenth or the step to the next bin', () => {
  const { engagedDesktop, engagedMobile } = UIS_TABLES.intensity
  expect(intensityAt(engagedDesktop.gone, 60)).toBeCloseTo(6.9e-6, 6)
  expect(intensityAt(engagedDesktop.gone, 3600)).toBeCloseTo(9.4e-8, 7)
  expect(intensityAt(engagedMobile.gone, 30) / 6e-5).toBeGreaterThan(0.9)
  expect(intensityAt(UIS_TABLES.tap, 8)).toBeCloseTo(0.14, 1)
})

test('calls to come fall with age to none, as the rows of the gone say', () => {
  const [short, medium] = [
    { shortDesktop: 0.1, shortMobile: 0.1 },
    { mediumDesktop: 0.1, mediumMobile: 0.1 },
  ]
  const mix = { quickDesktop: 0.1, quickMobile: 0.2, ...short, ...medium, engagedDesktop: 0.1, engagedMobile: 0.2 }
  const tail = tailOf(UIS_TABLES.intensity, mix)
  expect([...tail].sort((a, b) => b - a)).toEqual(tail)
  expect(tailAt(tail, 1) / tailAt(UIS_TABLES.tail, 1)).toBeCloseTo(1, 0)
  expect(tailAt(tail, 365 * 86_400)).toBe(0)
})

test('an account whose callers are on mobiles learns so without being told who called', () => {
  const exposure = emptyExposure()
  for (const device of ['desktop', 'mobile'])
    for (let i = 0; i < 400; i++) addExposure(exposure, aStay({ device, lastSeen: NOON + 10 * MINUTE, until: NOON + 12 * MINUTE }))
  const calls = Array.from({ length: 300 }, (_, i) => ({
    at: NOON,
    callerRegion: null,
    // Nobody else explains most calls; in some a desktop looks on.
    history: aHistory(aReader('mobile', { device: 'mobile' }), ...(i % 3 === 0 ? [aReader('desktop')] : [])),
    shareOfRegion: () => 1,
  }))
  const { tables, background } = adaptTables({
    prior: UIS_TABLES,
    priorBackground: DEFAULT_BACKGROUND,
    current: UIS_TABLES,
    background: DEFAULT_BACKGROUND,
    calls,
    exposure: { ...exposure, numberSeconds: 1e7 },
  })
  const ratio = (of: typeof tables) =>
    intensityAt(of.intensity.engagedMobile.visible, 180) / intensityAt(of.intensity.engagedDesktop.visible, 180)
  expect(ratio(UIS_TABLES)).toBeLessThan(0.2)
  expect(ratio(tables)).toBeGreaterThan(1)
  expect(background).toBeGreaterThan(0)
})
