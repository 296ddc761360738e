import { expect, test } from 'vitest'
import { generateTraffic } from '../traffic/generateTraffic.ts'
import { MID_TRAFFIC } from '../traffic/trafficModel.ts'
import { readLog } from './readLog.ts'
import { replayLog } from './replayLog.ts'
import { writeLog } from './writeLog.ts'

const START = '2026-10-05T00:00:00Z'
const traffic = generateTraffic({ ...MID_TRAFFIC, sessionsPerDay: 400, regions: 2 }, 5, 10)
const text = writeLog(traffic, START)

test('a log gives back the visits and the calls whose visit is known, without taps', () => {
  const read = readLog(text)
  expect(read.visits.map(({ pages }) => pages)).toEqual(traffic.visits.map(({ pages }) => pages))
  expect(read.visits.every(({ tapAt }) => tapAt === null)).toBe(true)
  expect(read.calls).toHaveLength(traffic.calls.filter(({ visit }) => visit >= 0).length)
  expect(read.regionShares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1)
})

test('a log can be replayed under every rule', () => {
  const [ours, seed] = replayLog(readLog(text))
  expect(ours!.shares.calls).toBeGreaterThan(20)
  expect(ours!.shares.right + ours!.shares.wrong + ours!.shares.unknown).toBeCloseTo(100)
  expect(seed!.numbers).toBeGreaterThan(2)
})

test.each([
  ['another format', '{"format":"other"}'],
  [
    'a visit without an end',
    `${text.split('\n')[0]}\n{"type":"visit","visitor":0,"pages":[1],"device":"mobile","region":0,"suspect":false,"tap":null,"intent":null}`,
  ],
  [
    'visits out of order',
    `${text.split('\n')[0]}\n${[9, 5].map((at) => `{"type":"visit","visitor":0,"pages":[${at},20],"device":"mobile","region":0,"suspect":false,"tap":null,"intent":null}`).join('\n')}`,
  ],
])('%s is refused', (_, bad) => {
  expect(() => readLog(bad)).toThrow()
})
