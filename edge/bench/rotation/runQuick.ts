import type { FittedTables } from '../../attribution/fitTables.ts'
import type { Comparison } from './jobs/runJob.ts'
import { runJobs } from './jobs/runJobs.ts'
import { printTable } from './printTable.ts'
import { DEFAULT_PLAN, MID } from './scenarios.ts'
import { rounded, spreadOf } from './statistics.ts'
import type { TrafficModel } from './traffic/trafficModel.ts'

export interface Report {
  table: string
  json: unknown
}

/** Seed of the traffic that tables are trained on; measured seeds begin at 1. */
export const TRAINING_SEED = 101

export const train = async (traffic: TrafficModel, intents: boolean[], onProgress: (share: number) => void): Promise<FittedTables[]> => {
  const run = { scenario: 'training', traffic, seed: TRAINING_SEED, days: 35, fromDay: 7 }
  const results = await runJobs(
    intents.map((intent) => ({ kind: 'train', run, intent, restMinutes: 15 }) as const),
    onProgress,
  )
  return results.map((result) => {
    if (result.kind !== 'train') throw new Error('A training job gave something else')
    return result.fitted
  })
}

/** The mid scenario on two seeds beside the seed's rule: a check of a minute. */
export const runQuick = async (onProgress: (share: number) => void): Promise<Report> => {
  const [shipped] = await train(MID.traffic, [true], (share) => onProgress(share * 0.35))
  const results = await runJobs(
    [1, 2].map((seed) => ({
      kind: 'compare' as const,
      run: { scenario: 'mid', traffic: MID.traffic, seed, days: MID.days, fromDay: MID.fromDay },
      rotary: [DEFAULT_PLAN],
      rules: 'seed' as const,
      fitted: { plain: shipped!, intent: shipped! },
    })),
    (share) => onProgress(0.35 + share * 0.65),
  )
  const comparisons = results.flatMap((result): Comparison[] => (result.kind === 'compare' ? [result.comparison] : []))
  const ours = comparisons.map(({ rotary }) => rotary[0]!)
  const seeds = comparisons.map(({ rules }) => rules[0]!)
  const mean = (values: number[]): number => rounded(spreadOf(values).mean)
  const at98 = ours.map(({ calibration }) => calibration.at98)
  const calls = at98.reduce((sum, { count }) => sum + count, 0)
  const gap = at98.reduce((sum, { claimed, true: real, count }) => sum + (claimed - real) * count, 0) / calls
  const json = {
    mid: {
      numbers: mean(ours.map(({ numbers }) => numbers)),
      wrong: mean(ours.map(({ shares }) => shares.wrong)),
      unknown: mean(ours.map(({ shares }) => shares.unknown)),
      right: mean(ours.map(({ shares }) => shares.right)),
      seed: {
        numbers: mean(seeds.map(({ numbers }) => numbers)),
        wrong: mean(seeds.map(({ shares }) => shares.wrong)),
        right: mean(seeds.map(({ shares }) => shares.right)),
      },
    },
    calibrationGap: rounded(Math.abs(gap) * 100),
  }
  const all = comparisons.flatMap(({ seed, rotary, rules }) => [...rotary, ...rules].map((summary) => ({ seed, summary })))
  const table = printTable(
    ['5,000 sessions a day, % of first calls', 'seed', 'numbers', 'peak', 'right', 'wrong', 'unknown', 'right if all named'],
    all.map(({ seed, summary: { name, numbers, peak, shares, everyRight } }) => [
      name,
      String(seed),
      ...[numbers, peak].map((value) => value.toFixed(0)),
      ...[shares.right, shares.wrong, shares.unknown, everyRight].map((value) => value.toFixed(2)),
    ]),
  )
  return { table, json }
}
