import { adaptTables } from '../../../attribution/adaptTables.ts'
import { DEFAULT_BACKGROUND } from '../../../attribution/attributeCall.ts'
import type { FittedTables } from '../../../attribution/fitTables.ts'
import type { IntensityTables } from '../../../attribution/intensityTables.ts'
import { UIS_TABLES } from '../../../attribution/tables/uis.ts'
import { DAY, MINUTE } from '../../../clock.ts'
import { ROTARY_90, ROTARY_LIFECYCLE, SEED_LIFECYCLE } from '../lifecycle/lifecycleRule.ts'
import { type LifecycleOutcome, runLifecycle } from '../lifecycle/runLifecycle.ts'
import { replayRotary } from '../rotary/replayRotary.ts'
import { trainTables } from '../rotary/trainTables.ts'
import { HELPED_SEED_RULE, PEER_RULES, RESTED_SEED_RULE, SEED_RULE } from '../rules/peerRules.ts'
import { generateTraffic } from '../traffic/generateTraffic.ts'
import { createRandom } from '../traffic/random.ts'
import type { Traffic } from '../traffic/visit.ts'
import type { Job, RunPlan } from './job.ts'
import { runRotary, summarise } from './runRotary.ts'
import { runRule } from './runRule.ts'
import type { RotarySummary, Summary } from './summary.ts'
import { sweepRests } from './sweep.ts'
import { wrongPrior } from './wrongPrior.ts'

export interface Comparison {
  scenario: string
  seed: number
  rotary: RotarySummary[]
  rules: Summary[]
  longestRested: Summary[]
  random: Summary[]
}

export type JobResult =
  | { kind: 'train'; fitted: FittedTables }
  | { kind: 'compare'; comparison: Comparison }
  | { kind: 'adapt'; runs: RotarySummary[] }
  | { kind: 'lifecycle'; outcome: LifecycleOutcome; television: boolean }

const SHIPPED = { plain: { ...UIS_TABLES, intent: { absent: 1, shown: 1 } }, intent: UIS_TABLES } satisfies Record<string, IntensityTables>

const baseOf = ({ traffic, fromDay }: RunPlan, restMinutes: number) => ({
  rest: restMinutes * MINUTE,
  stated: traffic.sessionsPerDay,
  from: fromDay * DAY,
  growth: true,
  intent: false,
})

const record = (
  traffic: Traffic,
  run: RunPlan,
  { intent, restMinutes, fitted }: { intent: boolean; restMinutes: number; fitted: FittedTables },
) => replayRotary(traffic, { ...baseOf(run, restMinutes), intent, fitted, random: createRandom(7), record: true })

/** Tables as a wrong prior has them, and what adaptation to one run's calls makes of them on the next. */
const adapt = (run: RunPlan): RotarySummary[] => {
  const wrong = { tables: wrongPrior(SHIPPED.plain), background: DEFAULT_BACKGROUND }
  const past = record(generateTraffic(run.traffic, run.seed, run.days), run, { intent: false, restMinutes: 15, fitted: wrong })
  const { calls, exposure } = past.recorded!
  const next = generateTraffic(run.traffic, run.seed + 500, run.days)
  const measure = (name: string, fitted: FittedTables): RotarySummary => {
    const outcome = replayRotary(next, { ...baseOf(run, 15), fitted, random: createRandom(7) })
    return summarise(outcome, name, run.fromDay * DAY)
  }
  const adapted = adaptTables({
    prior: wrong.tables,
    priorBackground: wrong.background,
    current: wrong.tables,
    background: wrong.background,
    calls: calls.map(({ evidence }) => evidence),
    exposure,
    steps: 5,
  })
  const plain = { ...adapted, tables: { ...adapted.tables, intent: { absent: 1, shown: 1 } } }
  return [measure('wrong prior', wrong), measure('wrong prior after five steps', plain)]
}

const LIFECYCLES = { rotary: ROTARY_LIFECYCLE, rotary90: ROTARY_90, seed: SEED_LIFECYCLE }

export const runJob = (job: Job, onDay: (day: number) => void): JobResult => {
  if (job.kind === 'lifecycle') {
    const { seed, rule, television } = job
    return { kind: 'lifecycle', television, outcome: runLifecycle(LIFECYCLES[rule], { seed, companies: 120, days: 730, television }) }
  }
  const { run } = job
  const from = run.fromDay * DAY
  if (job.kind === 'adapt') return { kind: 'adapt', runs: adapt(run) }
  const traffic = generateTraffic(run.traffic, run.seed, run.days)
  if (job.kind === 'train') {
    const prior = job.intent ? SHIPPED.intent : SHIPPED.plain
    const past = record(traffic, run, { ...job, fitted: { tables: prior, background: DEFAULT_BACKGROUND } })
    return { kind: 'train', fitted: trainTables(past, { prior, intent: job.intent }) }
  }
  const rotary = job.rotary.map(({ name, restMinutes, intent, growth, each }) => {
    const fitted = (intent ? job.fitted.intent : null) ?? job.fitted.plain
    return runRotary(traffic, { ...baseOf(run, restMinutes), name, intent, growth, each, fitted }, onDay)
  })
  const seeds = job.rules === 'none' ? [] : [SEED_RULE, RESTED_SEED_RULE, HELPED_SEED_RULE]
  const rules = [...seeds, ...(job.rules === 'all' ? PEER_RULES : [])].map((rule) => runRule(traffic, rule, from))
  const sweep = job.rules === 'all'
  return {
    kind: 'compare',
    comparison: {
      scenario: run.scenario,
      seed: run.seed,
      rotary,
      rules,
      longestRested: sweep ? sweepRests(traffic, 'longest-rested', from) : [],
      random: sweep ? sweepRests(traffic, 'random', from) : [],
    },
  }
}
