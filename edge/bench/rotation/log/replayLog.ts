import { DEFAULT_BACKGROUND } from '../../../attribution/attributeCall.ts'
import { UIS_TABLES } from '../../../attribution/tables/uis.ts'
import { DAY, MINUTE } from '../../../clock.ts'
import { runRotary } from '../jobs/runRotary.ts'
import { runRule } from '../jobs/runRule.ts'
import type { Summary } from '../jobs/summary.ts'
import { PEER_RULES, SEED_RULE } from '../rules/peerRules.ts'
import type { Traffic } from '../traffic/visit.ts'

/** Ours and every other rule on a log, measured after its first week (or its first quarter, if it is short). */
export const replayLog = (traffic: Traffic): Summary[] => {
  const from = Math.min(7 * DAY, traffic.span / 4)
  const days = traffic.span / DAY
  const ours = runRotary(traffic, {
    name: 'Rotary',
    rest: 15 * MINUTE,
    stated: traffic.visits.filter(({ suspect }) => !suspect).length / days,
    from,
    intent: true,
    growth: true,
    fitted: { tables: UIS_TABLES, background: DEFAULT_BACKGROUND },
  })
  return [ours, ...[SEED_RULE, ...PEER_RULES].map((rule) => runRule(traffic, rule, from))]
}
