import type { RegionCode, RouteId } from '../brands.ts'
import type { ParsedLeaseRequest, SlotAnswer } from '../contract.ts'
import type { SlotWish } from '../pool/pool.port.ts'
import { startingSize } from '../pool/size.ts'
import { regionChain } from '../regions/regionChain.ts'
import { regionOfNumber } from '../regions/regionOfNumber.ts'
import type { SiteSettings } from '../sites/siteSettings.ts'

export interface WantedSlot extends SlotWish {
  target: ParsedLeaseRequest['slots'][number]['target']
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
  return links.map(({ region: link }) => {
    const size = settings.sizes[`${route}|${link}`] ?? startingSize(settings.sessionsPerDay)
    return { region: link, size, ...(settings.growth === 0 && { cap: 0 }) }
  })
}

/** Splits what the page asked for into slots that may have a number and answers for those that may not. */
export function slotWishes({
  settings,
  slots,
  region,
  signed,
}: {
  settings: SiteSettings
  slots: ParsedLeaseRequest['slots']
  region: RegionCode | null
  /** Whether a slot's `forwardTo` carries a valid signature. */
  signed: (slot: ParsedLeaseRequest['slots'][number]) => boolean
}): { wanted: WantedSlot[]; refused: SlotAnswer[] } {
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
      wanted.push({ slot, target, route: own.route, exclusive: false, chain: chainOf({ settings, route: own.route, target, region }) })
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
      else refuse(signed(asked) ? 'exhausted' : 'forward-refused')
    }
  }
  return { wanted, refused }
}
