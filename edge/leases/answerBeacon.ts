import { sitePolicy } from '../sites/sitePolicy.ts'
import type { BeaconAnswer, BeaconSlotAnswer, ParsedBeaconRequest } from '../contract.ts'
import { RotaryError } from '../errors.ts'
import type { Defer } from '../http/defer.ts'
import { POLICY } from '../pool/policy.ts'
import type { BeaconCommand, BeaconOutcome, HeldSlot, SlotKeep } from '../pool/pool.port.ts'
import { formatNumber } from '../regions/formatNumber.ts'
import type { Services } from '../services.ts'
import { cleanEvents } from '../sessions/cleanEvents.ts'
import { rebuildOnce } from '../sites/rebuildOnce.ts'
import type { SiteSettings } from '../sites/siteSettings.ts'
import { type EdgeEvent, edgeTimes } from './edgeTimes.ts'
import { readToken, signToken, type TokenClaims, type TokenSlot } from './leaseToken.ts'
import { overflowOf, sinkOf } from './siteNumbers.ts'
import { signsOf } from './signsOf.ts'
import { chainOf } from './slotWishes.ts'

type HeldTokenSlot = TokenSlot & { held: NonNullable<TokenSlot['held']> }

const holds = (slot: TokenSlot): slot is HeldTokenSlot => slot.held !== null

/** One beacon: token, one call of the pool, what the page must do with each of its numbers. */
export async function answerBeacon(
  services: Services,
  { request, defer }: { request: ParsedBeaconRequest; defer: Defer },
): Promise<BeaconAnswer> {
  const now = services.clock()
  const reading = await readToken(request.token, { keys: services.config.tokenKeys, now })
  if (reading.kind === 'forged') throw new RotaryError('unauthorized', 'token: not one of ours')
  const { claims } = reading
  const answer = (reason: BeaconAnswer['reason'], status: BeaconSlotAnswer['status']): BeaconAnswer => ({
    reason,
    slots: claims.slots.filter(holds).map(({ target, slot }) => ({ target, slot, status, shared: false })),
    safeUntil: 0,
    beacon: POLICY.beacon,
  })
  if (reading.kind === 'expired') return answer('expired', 'gone')
  const settings = await services.settings.of(claims.site, defer).catch(() => 'unavailable' as const)
  if (settings === 'unavailable') return answer('unavailable', 'kept')
  if (!settings?.enabled) return answer('off', 'gone')

  const events = edgeTimes({
    // A visit that consent lets be known in part only has no visitor.
    events: cleanEvents(request.events, { reduced: claims.visitor === null }),
    sentAt: request.at,
    now,
    notBefore: claims.leasedAt,
    startedAt: claims.startedAt,
  })
  const command = beaconCommand({ request, claims, settings, events })
  let outcome: BeaconOutcome
  try {
    outcome = await services.hot.pool.beacon(command)
    if (outcome.kind === 'unbuilt') {
      await rebuildOnce(services, claims.site)
      outcome = await services.hot.pool.beacon(command)
    }
  } catch {
    const body = JSON.stringify({ session: claims.session, page: request.page, events })
    if (events.length) defer(services.send({ kind: 'note', site: claims.site, id: events[0]!.id, at: now, note: 'events', body }))
    return answer('unavailable', 'kept')
  }
  if (outcome.kind === 'unbuilt') return answer('unavailable', 'kept')
  defer(services.ring(claims.site))

  const keeps = outcome.slots
  const held = claims.slots.filter(holds)
  const replaced = keeps.some((keep) => keep.kind !== 'kept')
  return {
    reason: 'kept',
    slots: held.map((slot) =>
      slotStatus(
        slot,
        keeps.find((keep) => keep.slot === slot.slot),
      ),
    ),
    ...(replaced && { token: await signToken(renewed(claims, keeps, outcome.at), services.config.tokenKeys[0]) }),
    safeUntil: request.state === 'visible' ? POLICY.lease : 0,
    beacon: POLICY.beacon,
  }
}

function beaconCommand({
  request,
  claims,
  settings,
  events,
}: {
  request: ParsedBeaconRequest
  claims: TokenClaims
  settings: SiteSettings
  events: EdgeEvent[]
}): BeaconCommand {
  const held = claims.slots.filter(holds)
  const slots: HeldSlot[] = held.map(({ slot, route, exclusive, target, held: { number, region, how } }) => ({
    slot,
    route,
    exclusive,
    number,
    region,
    how,
    chain: chainOf({ settings, route, target, region: claims.profile.region }),
    signs: signsOf(events, { slot, only: held.length === 1 }),
  }))
  return {
    site: claims.site,
    session: claims.session,
    visitor: claims.visitor,
    page: request.page,
    startedAt: claims.startedAt,
    leasedAt: claims.leasedAt,
    profile: claims.profile,
    preferRegion: settings.regions.prefer,
    overflow: overflowOf(settings),
    sink: sinkOf(settings),
    policy: sitePolicy(settings),
    state: request.state,
    slots,
    events: JSON.stringify(events),
  }
}

function slotStatus({ target, slot }: HeldTokenSlot, keep: SlotKeep | undefined): BeaconSlotAnswer {
  if (keep?.kind === 'replaced') {
    return { target, slot, status: 'replaced', number: formatNumber(keep.lease.number), shared: keep.lease.shared }
  }
  return { target, slot, status: keep?.kind ?? 'gone', shared: keep?.kind === 'kept' && keep.shared }
}

/** The token after some numbers changed: replaced ones begin a lease of their own. */
function renewed(claims: TokenClaims, keeps: SlotKeep[], at: number): TokenClaims {
  const slots = claims.slots.map((slot): TokenSlot => {
    const keep = keeps.find((candidate) => candidate.slot === slot.slot)
    if (keep?.kind === 'replaced') return { ...slot, held: { number: keep.lease.number, region: keep.lease.region, how: keep.lease.how } }
    return keep?.kind === 'gone' ? { ...slot, held: null } : slot
  })
  const fresh = keeps.every((keep) => keep.kind === 'replaced')
  return { ...claims, slots, ...(fresh && { leasedAt: at }) }
}
