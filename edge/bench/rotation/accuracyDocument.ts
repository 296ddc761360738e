import type { Line } from './aggregate.ts'
import type { Findings } from './runFull.ts'
import type { Spread } from './statistics.ts'

const figure = ({ mean, deviation }: Spread, decimals = 2): string =>
  Math.abs(mean) < 5e-3 && deviation < 5e-3
    ? '0'
    : deviation > 0
      ? `${mean.toFixed(decimals)} ± ${deviation.toFixed(decimals)}`
      : mean.toFixed(decimals)
const whole = (value: number | null): string => (value === null ? 'not reached' : value.toFixed(0))
const table = (head: string[], rows: string[][]): string =>
  [`| ${head.join(' | ')} |`, `|${head.map(() => '---').join('|')}|`, ...rows.map((row) => `| ${row.join(' | ')} |`)].join('\n')

const COLUMNS = ['', 'numbers', 'most at once', 'right', 'wrong', 'unknown', 'wrong of the named', 'right if every call is named']
const lineRow = (line: Line): string[] => [
  line.name,
  figure(line.numbers, 0),
  figure(line.peak, 0),
  figure(line.right),
  figure(line.wrong),
  figure(line.unknown),
  figure(line.wrongOfNamed),
  figure(line.everyRight),
]

const ratio = (ours: number, theirs: number): string => (ours / theirs).toFixed(2)

/** What issue 8 asks for, each with what was measured: nothing here is left out because it failed. */
const promises = (findings: Findings): string => {
  const of = (name: string) => findings.scenarios.find(({ scenario }) => scenario.name === name)!
  const rows: string[][] = []
  const add = (what: string, wanted: string, measured: string, holds: boolean): void =>
    void rows.push([what, wanted, measured, holds ? 'yes' : '**no**'])
  for (const name of ['mid', 'perturbed']) {
    const { rotary, rules } = of(name)
    const [ours, seed] = [rotary[0]!, rules[0]!]
    add(
      `numbers beside the seed's rule, ${name}`,
      '≤ 0.5 ×',
      `${ratio(ours.numbers.mean, seed.numbers.mean)} ×`,
      ours.numbers.mean <= 0.5 * seed.numbers.mean,
    )
    add(
      `wrong attributions beside the seed's rule, ${name}`,
      '≤ 0.25 ×',
      `${ratio(ours.wrong.mean, seed.wrong.mean)} ×`,
      ours.wrong.mean <= 0.25 * seed.wrong.mean,
    )
    const { at98, at99 } = of(name).gaps
    add(
      `claimed − true precision at 98 %, ${name}`,
      '± 0.7 points',
      `${at98.gap.toFixed(2)} (${at98.count} calls)`,
      Math.abs(at98.gap) <= 0.7,
    )
    add(
      `claimed − true precision at 99 %, ${name}`,
      '± 0.7 points',
      `${at99.gap.toFixed(2)} (${at99.count} calls)`,
      Math.abs(at99.gap) <= 0.7,
    )
  }
  for (const { rule, itsNumbers, numbers, bare } of findings.sameRight) {
    const factor = rule.startsWith('seed') ? 0.6 : 1
    const measured = `${whole(numbers)} to ${itsNumbers.toFixed(0)}${bare === null ? '' : ` (without interest ${whole(bare)})`}`
    add(
      `numbers for the same share right, every call named: ${rule}`,
      factor === 1 ? 'fewer' : `≤ ${factor} ×`,
      measured,
      numbers !== null && numbers <= factor * itsNumbers,
    )
  }
  const tv = of('tv400')
  const [ours, seed] = [tv.rotary[0]!, tv.rules[0]!]
  add('TV 400: most numbers at once', '≤ 0.3 ×', `${ratio(ours.peak.mean, seed.peak.mean)} ×`, ours.peak.mean <= 0.3 * seed.peak.mean)
  add('TV 400: visitors without a number', 'none', `${ours.refused.mean.toFixed(2)} %`, ours.refused.mean === 0)
  const { platform, lifecycle, r99at85 } = findings
  add(
    'platform of 1 M sessions a day: numbers',
    '≤ 0.5 ×',
    `${ratio(platform.rotary.numbers, platform.rules[0]!.numbers)} ×`,
    platform.rotary.numbers <= 0.5 * platform.rules[0]!.numbers,
  )
  for (const { television, outcomes } of lifecycle) {
    const [rotary, , old] = outcomes
    if (!rotary || !old) continue
    const where = television ? 'life cycle, one company in ten on TV' : 'life cycle'
    add(`${where}: inventory`, '≤ 0.45 ×', `${ratio(rotary.inventory, old.inventory)} ×`, rotary.inventory <= 0.45 * old.inventory)
    add(
      `${where}: calls to a wrong company`,
      '≤ 0.2 ×',
      `${ratio(rotary.wrongPerMillion, old.wrongPerMillion)} ×`,
      rotary.wrongPerMillion <= 0.2 * old.wrongPerMillion,
    )
  }
  for (const [how, numbers] of [
    ['', r99at85.numbers],
    [', where pages do not report interest', r99at85.bare],
  ] as const) {
    const times = numbers && r99at85.lru ? r99at85.lru / numbers : null
    add(
      `longest rested + last holder with its best window, for ≤ 1 % wrong and ≥ 85 % named${how}`,
      '≥ 2 × our numbers',
      times === null ? `${whole(r99at85.lru)} to ${whole(numbers)}` : `${times.toFixed(2)} ×`,
      times !== null && times >= 2,
    )
  }
  for (const { before, after, rightBefore, rightAfter } of findings.adapted) {
    add(
      'claimed − true after a wrong prior, five steps',
      '± 1 point',
      `${after.toFixed(2)} (before ${before.toFixed(2)}); right ${rightBefore.toFixed(1)} → ${rightAfter.toFixed(1)} %`,
      Math.abs(after) <= 1,
    )
  }
  return table(['what', 'asked', 'measured', 'holds'], rows)
}

const scenarioParts = ({ scenarios }: Findings): string =>
  scenarios
    .map(({ scenario, rotary, rules, gaps }) => {
      const runs = `${scenario.seeds} ${scenario.seeds === 1 ? 'seed' : 'seeds'}, ${scenario.days - scenario.fromDay} measured days after ${scenario.fromDay} of running in`
      const claims = `Claimed and true precision of the named: ${gaps.at98.claimed.toFixed(2)} and ${gaps.at98.true.toFixed(2)} % at 98 asked (${gaps.at98.count} calls), ${gaps.at99.claimed.toFixed(2)} and ${gaps.at99.true.toFixed(2)} % at 99 asked.`
      return `### ${scenario.name}: ${scenario.title}\n\n${runs}.\n\n${table(COLUMNS, [...rotary, ...rules].map(lineRow))}\n\n${claims}`
    })
    .join('\n\n')

const lifecyclePart = ({ lifecycle }: Findings): string =>
  table(
    ['', 'inventory', 'calls to a wrong company, per million', 'mean active in the second year'],
    lifecycle.flatMap(({ television, outcomes }) =>
      outcomes.map(({ name, inventory, wrongPerMillion, active }) => [
        `${name}${television ? ', one company in ten on TV' : ''}`,
        String(inventory),
        wrongPerMillion.toFixed(0),
        active.toFixed(0),
      ]),
    ),
  )

export const accuracyDocument = (findings: Findings, { date, notes }: { date: string; notes: string }): string => {
  const { platform, r99at85, seconds } = findings
  const platformRows = [platform.rotary, ...platform.rules].map(({ name, numbers, wrong }) => [name, numbers.toFixed(0), wrong.toFixed(2)])
  return `# How accurate Rotary is

Written by \`npm run bench:rotation -- --json\` on ${date} (${Math.round(seconds / 60)} minutes); all but "Notes" is the script's. Every figure is a simulation: no vendor publishes how often it is wrong, and no installation has yet measured what follows on real callers. Percent are of first calls (repeat calls apart) unless said otherwise; ± is the deviation between seeds. "Right" means the same person. "Numbers" are those in rotation, in the mean of the measured time, for every rule.

The replay runs the production code: the pure lease model that the Redis scripts are held to, nightly sizing, \`attributeCall\`, the threshold by the last 30 days. "Rotary" is as shipped: a new site's pages report interest in the phone (the extra \`interest\`); rows "without interest" are those of a site that switched that off. Pools of R* 5 min and less do not grow. Tables are trained on another seed. The seed's rule and the vendors' ask for a number when the page loads; ours asks when it will be seen, after 4 s at the latest. Vendors are given our bot detector; the seed's rule has none. A second and third row show the seed's rule with what is not said of it taken in its favour.

## Asked and measured

${promises(findings)}

## Numbers against accuracy

Numbers for at most 1 % wrong among the named and at least 85 % of first calls named, each with its best threshold or window: Rotary ${whole(r99at85.numbers)}, without interest in the phone reported ${whole(r99at85.bare)}, longest rested with last holder ${whole(r99at85.lru)}, random free number ${whole(r99at85.random)}.

![named at 1 %](accuracy/named-at-1-percent.svg)
![every call named](accuracy/every-call-named.svg)

## Scenarios

${scenarioParts(findings)}

### platform: 400 sites by Zipf, 1 M sessions a day, 20 regions

Five sampled sites, each standing for a band of ranks; 7 measured days after 14.

${table(['', 'numbers', 'wrong'], platformRows)}

### life cycle: 120 companies, two years

Day by day, calls in expectation.

${lifecyclePart(findings)}

${notes}`
}
