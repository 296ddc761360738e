import type { Line } from './aggregate.ts'
import { gapOf, linesOf } from './aggregate.ts'
import type { Job } from './jobs/job.ts'
import type { Comparison, JobResult } from './jobs/runJob.ts'
import { runJobs } from './jobs/runJobs.ts'
import type { LifecycleOutcome } from './lifecycle/runLifecycle.ts'
import { printTable } from './printTable.ts'
import type { Report } from './runQuick.ts'
import { train } from './runQuick.ts'
import { DEFAULT_PLAN, MID, SCENARIOS, type Scenario, platformBands } from './scenarios.ts'
import { numbersFor, rounded } from './statistics.ts'
import { MID_TRAFFIC } from './traffic/trafficModel.ts'
import { writeAccuracy } from './writeAccuracy.ts'

export interface Findings {
  scenarios: {
    scenario: Scenario
    rotary: Line[]
    rules: Line[]
    gaps: { at98: ReturnType<typeof gapOf>; at99: ReturnType<typeof gapOf> }
  }[]
  /** Rises with numbers: pools of growing size, mid traffic. */
  frontier: { rotary: Line[]; bare: Line[]; longestRested: Line[]; random: Line[] }
  r99at85: { numbers: number | null; bare: number | null; lru: number | null; random: number | null }
  /** Numbers at which every call named is right as often as with the rule. */
  sameRight: { rule: string; itsNumbers: number; right: number; numbers: number | null; bare: number | null }[]
  platform: { rotary: PlatformLine; rules: PlatformLine[] }
  lifecycle: { television: boolean; outcomes: LifecycleOutcome[] }[]
  /** Gap at 98 % in points, and percent right, before and after. */
  adapted: { before: number; after: number; rightBefore: number; rightAfter: number; count: number }[]
  seconds: number
}

export interface PlatformLine {
  name: string
  numbers: number
  wrong: number
}

const jobsOf = (scenario: Scenario, fitted: Extract<Job, { kind: 'compare' }>['fitted']): Job[] =>
  Array.from({ length: scenario.seeds }, (_, i) => ({
    kind: 'compare' as const,
    run: { scenario: scenario.name, traffic: scenario.traffic, seed: i + 1, days: scenario.days, fromDay: scenario.fromDay },
    rotary: scenario.rotary,
    rules: scenario.rules,
    fitted,
  }))

const platformJobs = (fitted: Extract<Job, { kind: 'compare' }>['fitted']): Job[] =>
  platformBands().map(({ sessionsPerDay }, i) => ({
    kind: 'compare' as const,
    run: { scenario: `platform ${i}`, traffic: { ...MID_TRAFFIC, sessionsPerDay, regions: 20 }, seed: 31 + i, days: 21, fromDay: 14 },
    rotary: [DEFAULT_PLAN],
    rules: 'seed' as const,
    fitted,
  }))

const platformOf = (comparisons: readonly Comparison[]): Findings['platform'] => {
  const bands = platformBands()
  const sum = (pick: (comparison: Comparison) => Comparison['rules'][number]): PlatformLine => {
    const sessions = bands.reduce((total, { sessionsPerDay, weight }) => total + sessionsPerDay * weight, 0)
    let [numbers, wrong] = [0, 0]
    for (const [i, comparison] of comparisons.entries()) {
      const { sessionsPerDay, weight } = bands[i]!
      numbers += pick(comparison).numbers * weight
      wrong += (pick(comparison).shares.wrong * sessionsPerDay * weight) / sessions
    }
    return { name: pick(comparisons[0]!).name, numbers, wrong }
  }
  return { rotary: sum(({ rotary }) => rotary[0]!), rules: comparisons[0]!.rules.map((_, rule) => sum(({ rules }) => rules[rule]!)) }
}

const points = (lines: readonly Line[], value: (line: Line) => number): { numbers: number; value: number }[] =>
  lines.map((line) => ({ numbers: line.numbers.mean, value: value(line) }))

const find = (results: readonly JobResult[], seconds: number): Findings => {
  const comparisons = results.flatMap((result) => (result.kind === 'compare' ? [result.comparison] : []))
  const of = (name: string): Comparison[] => comparisons.filter(({ scenario }) => scenario === name)
  const scenarios = SCENARIOS.map((scenario) => {
    const runs = of(scenario.name)
    const ours = runs.map(({ rotary }) => rotary[0]!)
    return {
      scenario,
      rotary: linesOf(runs, 'rotary'),
      rules: linesOf(runs, 'rules'),
      gaps: { at98: gapOf(ours, 'at98'), at99: gapOf(ours, 'at99') },
    }
  })
  const mid = of('mid')
  const [shipped, bare] = linesOf(mid, 'rotary')
  const others = linesOf(of('frontier'), 'rotary')
  const frontier = {
    rotary: [...others.filter(({ name }) => !name.includes('without')), shipped!],
    bare: [...others.filter(({ name }) => name.includes('without')), bare!],
    longestRested: linesOf(mid, 'longestRested'),
    random: linesOf(mid, 'random'),
  }
  const at85 = (lines: readonly Line[]): number | null =>
    numbersFor(
      points(lines, (line) => line.namedAt1.mean),
      85,
    )
  const equal = (lines: readonly Line[], right: number): number | null =>
    numbersFor(
      points(lines, (line) => line.everyRight.mean),
      right,
    )
  const lifecycles = results.flatMap((result) => (result.kind === 'lifecycle' ? [result] : []))
  const adapted = results.flatMap((result) => {
    if (result.kind !== 'adapt') return []
    const [before, after] = result.runs.map((run) => ({ gap: gapOf([run], 'at98'), right: run.shares.right }))
    return [
      { before: before!.gap.gap, after: after!.gap.gap, rightBefore: before!.right, rightAfter: after!.right, count: after!.gap.count },
    ]
  })
  return {
    scenarios,
    frontier,
    r99at85: {
      numbers: at85(frontier.rotary),
      bare: at85(frontier.bare),
      lru: at85(frontier.longestRested),
      random: at85(frontier.random),
    },
    sameRight: linesOf(mid, 'rules').map(({ name, numbers, right }) => ({
      rule: name,
      itsNumbers: numbers.mean,
      right: right.mean,
      numbers: equal(frontier.rotary, right.mean),
      bare: equal(frontier.bare, right.mean),
    })),
    platform: platformOf(comparisons.filter(({ scenario }) => scenario.startsWith('platform'))),
    lifecycle: [false, true].map((television) => ({
      television,
      outcomes: lifecycles.filter((result) => result.television === television).map(({ outcome }) => outcome),
    })),
    adapted,
    seconds,
  }
}

/** Everything; writes docs/accuracy.md and its charts. */
export const runFull = async (onProgress: (share: number) => void): Promise<Report> => {
  const started = performance.now()
  const considered = SCENARIOS.find(({ name }) => name === 'considered')!
  const [plain, intent] = await train(MID.traffic, [false, true], (share) => onProgress(share * 0.04))
  const [late] = await train(considered.traffic, [true], (share) => onProgress(0.04 + share * 0.02))
  const fitted = { plain: plain!, intent: intent! }
  const adaptRun = { scenario: 'adapt', days: 42, fromDay: 28 }
  const jobs: Job[] = [
    ...SCENARIOS.flatMap((scenario) => jobsOf(scenario, scenario === considered ? { plain: late!, intent: late! } : fitted)),
    ...platformJobs(fitted),
    ...[201, 202].map((seed): Job => ({ kind: 'adapt', run: { ...adaptRun, traffic: MID_TRAFFIC, seed } })),
    ...[false, true].flatMap((television) =>
      (['rotary', 'rotary90', 'seed'] as const).map((rule): Job => ({ kind: 'lifecycle', seed: 1, rule, television })),
    ),
  ]
  const results = await runJobs(jobs, (share) => onProgress(0.06 + share * 0.94))
  const findings = find(results, (performance.now() - started) / 1000)
  await writeAccuracy(findings, new Date().toISOString().slice(0, 10))
  return { table: tableOf(findings), json: jsonOf(findings) }
}

const tableOf = ({ scenarios }: Findings): string =>
  printTable(
    ['% of first calls, mean (deviation)', 'numbers', 'peak', 'right', 'wrong', 'unknown'],
    scenarios.flatMap(({ scenario, rotary, rules }) => [
      [scenario.name],
      ...[...rotary, ...rules].map((line) => [
        `  ${line.name}`,
        ...[line.numbers, line.peak].map(({ mean }) => mean.toFixed(0)),
        ...[line.right, line.wrong, line.unknown].map(({ mean, deviation }) => `${mean.toFixed(2)} (${deviation.toFixed(2)})`),
      ]),
    ]),
  )

const jsonOf = (findings: Findings): unknown => {
  const of = (name: string) => findings.scenarios.find(({ scenario }) => scenario.name === name)!
  const mean = (value: { mean: number }): number => rounded(value.mean)
  const both = ({ rotary, rules }: Findings['scenarios'][number]) => {
    const [ours, seed] = [rotary[0]!, rules[0]!]
    return {
      numbers: mean(ours.numbers),
      peak: mean(ours.peak),
      wrong: mean(ours.wrong),
      unknown: mean(ours.unknown),
      right: mean(ours.right),
      refused: mean(ours.refused),
      seed: { numbers: mean(seed.numbers), peak: mean(seed.peak), wrong: mean(seed.wrong), right: mean(seed.right) },
    }
  }
  const whole = (value: number | null): number | null => (value === null ? null : Math.round(value))
  const { platform, lifecycle, r99at85 } = findings
  const lives = ({ outcomes }: Findings['lifecycle'][number]) =>
    outcomes.map(({ name, inventory, wrongPerMillion }) => ({ name, inventory, wrongPerMillion: rounded(wrongPerMillion, 1) }))
  return {
    mid: {
      ...both(of('mid')),
      r99at85: { numbers: whole(r99at85.numbers), withoutInterest: whole(r99at85.bare), lru: whole(r99at85.lru) },
    },
    calibrationGap: rounded(Math.abs(of('mid').gaps.at98.gap)),
    perturbed: { ...both(of('perturbed')), calibrationGap: rounded(Math.abs(of('perturbed').gaps.at98.gap)) },
    tv: { 400: both(of('tv400')), 2000: both(of('tv2000')) },
    platform: {
      numbers: Math.round(platform.rotary.numbers),
      wrong: rounded(platform.rotary.wrong),
      seed: { numbers: Math.round(platform.rules[0]!.numbers), wrong: rounded(platform.rules[0]!.wrong) },
    },
    lifecycle: { plain: lives(lifecycle[0]!), television: lives(lifecycle[1]!) },
    sameRight: findings.sameRight.map(({ bare, ...line }) => ({
      ...line,
      itsNumbers: rounded(line.itsNumbers),
      right: rounded(line.right),
      numbers: whole(line.numbers),
      withoutInterest: whole(bare),
    })),
    adapted: findings.adapted.map(({ before, after }) => ({ before: rounded(before), after: rounded(after) })),
  }
}
