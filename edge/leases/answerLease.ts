import type { SessionId, VisitorId } from '../brands.ts'
import { MINUTE } from '../clock.ts'
import type { LeaseAnswer, LeaseReason, ParsedLeaseRequest } from '../contract.ts'
import type { Defer } from '../http/defer.ts'
import { newId, timeOfId } from '../ids.ts'
import type { LeaseCommand, LeaseOutcome } from '../pool/pool.port.ts'
import { POLICY, type PoolPolicy } from '../pool/policy.ts'
import { placeVisitor } from '../regions/placeVisitor.ts'
import type { Services } from '../services.ts'
import { originAllowed } from '../sites/originAllowed.ts'
import { rebuildOnce } from '../sites/rebuildOnce.ts'
import { sessionOf } from '../sessions/sessionOf.ts'
import type { Visit } from '../sessions/visit.ts'
import type { SiteSettings } from '../sites/siteSettings.ts'
import { sitePolicy } from '../sites/sitePolicy.ts'
import { consentOf } from './consentOf.ts'
import { countBot } from './countBot.ts'
import { forwardSigned } from './forwardSignature.ts'
import { signToken, TOKEN_LIFE } from './leaseToken.ts'
import { limitKeys } from './limitKeys.ts'
import { slotAnswer, tokenSlot } from './slotAnswers.ts'
import { slotWishes, type WantedSlot } from './slotWishes.ts'
import { overflowOf, sinkOf } from './siteNumbers.ts'
import { forcedRegion, type RequestFacts, visitorFacts, type VisitorFacts } from './visitorFacts.ts'

/** A clock of the visitor's that made a session id may be wrong: nothing older than this is believed. */
const OLDEST_SESSION = 24 * 60 * MINUTE

/** One lease: settings, origin, region, one call of the pool, the token. Never throws for anything an engine does. */
export async function answerLease(
  services: Services,
  {
    request: asked,
    facts,
    defer,
    change,
  }: { request: ParsedLeaseRequest; facts: RequestFacts; defer: Defer; change?: Partial<PoolPolicy> },
): Promise<LeaseAnswer> {
  const now = services.clock()
  let session = asked.session ?? newId<SessionId>('ses', services.ids)
  let visitor = asked.visitor ?? newId<VisitorId>('vis', services.ids)
  const answer = (reason: LeaseReason, settings = 0): LeaseAnswer => ({
    reason,
    session,
    visitor,
    slots: asked.slots.map(({ target, slot }) => ({ target, slot: slot ?? target, reason, shared: false })),
    safeUntil: 0,
    beacon: POLICY.beacon,
    settings,
  })

  const settings = await services.settings.of(asked.site, defer).catch(() => 'unavailable' as const)
  if (settings === 'unavailable') return answer('unavailable')
  if (!settings?.enabled) return answer('off')
  if (!originAllowed(facts.origin, settings.origins)) return answer('origin', settings.version)

  const consent = consentOf({ asked: asked.consent, gpc: facts.gpc, settings })
  if (consent === 'nothing') return answer('off', settings.version)
  const request = { ...asked, consent }
  const place = await placeVisitor({
    address: facts.address,
    cf: facts.cf ?? {},
    forced: settings.demo ? forcedRegion(request.url) : null,
    site: settings.regions,
    table: services.regions,
  })
  const known = visitorFacts({ request, place, facts, settings })
  if (known.bot) {
    defer(countBot(services, settings.site))
    return answer('bot', settings.version)
  }
  session = sessionOf({
    known: asked.session,
    arrival: { touch: known.visit.touch, hidden: consent === 'region-only' },
    onNewCampaign: settings.newCampaignEndsSession ?? false,
    ids: services.ids,
  })
  const born = timeOfId(session)
  const startedAt = born !== null && born <= now && born > now - OLDEST_SESSION ? born : now

  const signed = new Set<ParsedLeaseRequest['slots'][number]>()
  for (const slot of request.slots) {
    if (slot.sig !== undefined && (await forwardSigned(slot, { site: settings.site, secret: settings.secret, now }))) signed.add(slot)
  }
  const policy = change ? { ...sitePolicy(settings), ...change } : sitePolicy(settings)
  const { wanted, refused } = slotWishes({ settings, slots: request.slots, known, signed })
  const command = await leaseCommand(services, { request, settings, known, wanted, session, visitor, startedAt, facts, now, policy })

  let outcome: LeaseOutcome
  try {
    outcome = await leaseOrRebuild(services, command)
  } catch {
    // The page keeps its own number, and the visit is recorded by the queue instead of the outbox.
    defer(services.send({ kind: 'note', site: settings.site, id: request.request, at: now, note: 'visit', body: noteOf(command) }))
    return answer('unavailable', settings.version)
  }
  if (outcome.kind === 'unbuilt') return answer('unavailable', settings.version)
  defer(services.ring(settings.site))
  // A retry may come before the page knows what the first answer said.
  session = outcome.session
  visitor = outcome.visitor ?? visitor

  const leases = wanted.map((wish) => outcome.slots.find((lease) => lease.slot === wish.slot))
  const slots = [...wanted.map((wish, index) => slotAnswer(wish, leases[index], outcome.limited)), ...refused]
  const leased = slots.some((slot) => slot.reason === 'leased')
  const token = await signToken(
    {
      site: settings.site,
      session,
      visitor: command.visitor && visitor,
      startedAt,
      leasedAt: outcome.at,
      expires: outcome.at + TOKEN_LIFE,
      profile: { ...known.profile, suspect: outcome.suspect },
      slots: wanted.map((wish, index) => tokenSlot(wish, leases[index])),
    },
    services.config.tokenKeys[0],
  )
  return {
    reason: leased ? 'leased' : outcome.limited ? 'limited' : 'exhausted',
    session,
    visitor,
    slots,
    token,
    safeUntil: policy.lease,
    beacon: POLICY.beacon,
    settings: settings.version,
    regionBy: known.regionBy,
  }
}

async function leaseOrRebuild(services: Services, command: LeaseCommand): Promise<LeaseOutcome> {
  const outcome = await services.hot.pool.lease(command)
  if (outcome.kind !== 'unbuilt') return outcome
  await rebuildOnce(services, command.site)
  return services.hot.pool.lease(command)
}

async function leaseCommand(
  services: Services,
  {
    request,
    settings,
    known,
    wanted,
    session,
    visitor,
    startedAt,
    facts,
    now,
    policy,
  }: {
    request: ParsedLeaseRequest
    settings: SiteSettings
    known: VisitorFacts
    wanted: WantedSlot[]
    session: SessionId
    visitor: VisitorId
    startedAt: number
    facts: RequestFacts
    now: number
    policy: PoolPolicy
  },
): Promise<LeaseCommand> {
  const rules = wanted.flatMap(({ slot, rule }) => (rule ? [[slot, rule] as const] : []))
  return {
    site: settings.site,
    request: request.request,
    session,
    // What consent does not allow to be kept cannot stick either.
    visitor: request.consent === 'region-only' ? null : visitor,
    page: request.page,
    startedAt,
    profile: known.profile,
    slots: wanted.map(({ target: _target, rule: _rule, ...wish }) => wish),
    preferRegion: settings.regions.prefer,
    overflow: overflowOf(settings),
    sink: sinkOf(settings),
    limits: await limitKeys({
      address: facts.address,
      // Nor counted, though he can be named.
      visitor: request.consent === 'region-only' ? null : (request.visitor ?? null),
      limits: settings.limits,
      secret: services.config.tokenKeys[0].secret,
      now,
    }),
    policy,
    visit: JSON.stringify({
      ...known.visit,
      startedAt,
      ...(rules.length > 0 && { rules: Object.fromEntries(rules) }),
      steps: Object.fromEntries(wanted.map(({ slot, chain }) => [slot, chain.map(({ step }) => step)])),
    } satisfies Visit),
  }
}

/** A visit without numbers, as the consumer stores it. */
function noteOf({ session, visitor, page, visit }: LeaseCommand): string {
  return JSON.stringify({ session, visitor, page, visit })
}
