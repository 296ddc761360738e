import type { RegionCode, RouteId } from '../brands.ts'
import type { ParsedLeaseRequest, SlotAnswer } from '../contract.ts'
import type { SlotWish } from '../pool/pool.port.ts'
import { startingSize } from '../pool/size.ts'
import { restOf } from '../sites/sitePolicy.ts'
import { type ChainStep, regionChain } from '../regions/regionChain.ts'
import { regionOfNumber } from '../regions/regionOfNumber.ts'
import type { SiteSettings } from '../sites/siteSettings.ts'
import { chooseStatic, type StaticRule, type StaticVisit } from './chooseStatic.ts'
import type { VisitorFacts } from './visitorFacts.ts'

/** Growth may reach so many times N until the demand is measured. */
const UNMEASURED_GROWTH = 3

export interface WantedSlot extends SlotWish {
  target: ParsedLeaseRequest['slots'][number]['target']
  chain: (SlotWish['chain'][number] & { step: ChainStep })[]
  /** Why `fixed` was chosen. */
  rule?: StaticRule
}

/** The chain of one slot. A visitor of unknown region is taken to be where the target is. */
export function chainOf({
  settings,
  route,
  target,
  region,
}: {
  settings: SiteSettings
  route: RouteId
  target: WantedSlot['target']
  region: RegionCode | null
}) {
  const available = settings.regions.available[route] ?? []
  const links = regionChain({ region: region ?? regionOfNumber(target), site: settings.regions, available })
  return links.map(({ region: link, step }) => {
    const measured = settings.sizes[`${route}|${link}`]
    const size = measured ?? startingSize(settings.sessionsPerDay, restOf(settings))
    const cap = settings.growth === 0 ? 0 : measured === undefined ? UNMEASURED_GROWTH * size : undefined
    return { region: link, step, size, ...(cap !== undefined && { cap }) }
  })
}

/** Splits what the page asked for into slots that may have a number and answers for those that may not. */
export function slotWishes({
  settings,
  slots,
  known,
  signed,
}: {
  settings: SiteSettings
  slots: ParsedLeaseRequest['slots']
  known: VisitorFacts
  /** Those of `slots` whose `forwardTo` carries a valid signature. */
  signed: ReadonlySet<object>
}): { wanted: WantedSlot[]; refused: SlotAnswer[] } {
  const { region, url } = known
  const { params, touch } = known.visit
  const visit: StaticVisit = { url, params, touch, region }
  const wanted: WantedSlot[] = []
  const refused: SlotAnswer[] = []
  const seen = new Set<string>()
  for (const asked of slots) {
    const { target, forwardTo } = asked
    const own = settings.targets.find((candidate) => candidate.e164 === target)
    const slot = asked.slot ?? own?.slot ?? target
    const refuse = (reason: SlotAnswer['reason']) => refused.push({ target, slot, reason, shared: false })
    if (seen.has(slot)) continue
    seen.add(slot)
    if (!own) refuse('unknown-target')
    else if (forwardTo === undefined || forwardTo === target) {
      const { route } = own
      const fixed = chooseStatic(settings.statics, { route, visit })
      wanted.push({
        slot,
        target,
        route,
        exclusive: false,
        chain: chainOf({ settings, route, target, region }),
        ...(fixed && { fixed: { number: fixed.number, region: fixed.region }, rule: fixed.rule }),
      })
    } else {
      const listed = settings.forwards.find((candidate) => candidate.e164 === forwardTo)
      if (listed)
        wanted.push({
          slot,
          target,
          route: listed.route,
          exclusive: true,
          chain: chainOf({ settings, route: listed.route, target, region }),
        })
      // A destination that is only signed has no numbers bound to it yet.
      else refuse(signed.has(asked) ? 'exhausted' : 'forward-refused')
    }
  }
  return { wanted, refused }
}
