import type { E164, PageId, RegionCode } from '../brands.ts'
import type { ParsedLeaseRequest } from '../contract.ts'
import { consentOf } from '../leases/consentOf.ts'
import { overflowOf } from '../leases/siteNumbers.ts'
import { slotWishes, type WantedSlot } from '../leases/slotWishes.ts'
import { visitorFacts } from '../leases/visitorFacts.ts'
import type { DecidedBy } from '../regions/regionOf.ts'
import type { SiteSettings } from '../sites/siteSettings.ts'
import type { ParsedPreviewTry, PreviewSample, PreviewSlot, PreviewStep } from './previewContract.ts'
import { TRACE } from './traceWords.ts'

/** A slot whose number is still to be made: a sample of this region, or none. */
export type SampledSlot = Omit<PreviewSlot, 'number'> & { sample: RegionCode | null }

export interface SampleLease {
  settings: SiteSettings
  asked: ParsedPreviewTry
  /** What `placeVisitor` answered; a chosen region as if the address were of it. */
  place: { region: RegionCode | null; by: DecidedBy }
  /** Slots of `asked` whose `forwardTo` carries a valid signature. */
  signed: ReadonlySet<object>
}

/**
 * What a lease would answer, decided by the code that decides it for visitors; only the pool is supposed instead of asked: either it has
 * a free number in the first region of the chain, or every number is held. Pure.
 */
export function sampleLease({
  settings,
  asked,
  place,
  signed,
}: SampleLease): Omit<PreviewSample, 'reason' | 'slots' | 'tracking'> & { slots: SampledSlot[] } {
  const given = asked.consent === 'full'
  const required = settings.consentRequired
  const wish = given || !required ? 'full' : settings.beforeConsent
  const consent = wish === 'nothing' ? wish : consentOf({ asked: wish, gpc: false, settings })
  const slots = asked.slots ?? settings.targets.map(({ e164, slot }) => ({ target: e164, slot }))
  const request = visitRequest({ settings, asked, slots, consent: consent === 'nothing' ? 'region-only' : consent })
  const known = visitorFacts({ request, place, facts: NOBODY, settings })
  const { source, medium, campaign } = known.visit.touch

  const trace: PreviewStep[] = [
    { step: 'site', words: TRACE.site(settings.enabled) },
    { step: 'consent', words: TRACE.consent({ required, given, result: consent }) },
    { step: 'region', words: TRACE.region(place) },
    { step: 'source', words: TRACE.source(known.visit.touch) },
  ]
  const off = !settings.enabled || consent === 'nothing'
  const sampled = off
    ? slots.map(({ target, slot }) => originalSlot(target, slot ?? slotOf(settings, target), 'off'))
    : decide({ settings, asked, request, known, signed, trace })
  for (const { slot, sample } of sampled) trace.push({ step: 'number', slot, words: TRACE.number(sample) })
  return { region: place.region, regionBy: place.by, source: { source, medium, campaign }, slots: sampled, trace: bySlot(trace) }
}

function decide({
  settings,
  asked,
  request,
  known,
  signed,
  trace,
}: {
  settings: SiteSettings
  asked: ParsedPreviewTry
  request: ParsedLeaseRequest
  known: ReturnType<typeof visitorFacts>
  signed: ReadonlySet<object>
  trace: PreviewStep[]
}): SampledSlot[] {
  const { wanted, refused } = slotWishes({ settings, slots: request.slots, known, signed })
  for (const { slot, target, reason } of refused) {
    trace.push({ step: 'target', slot, words: TRACE.target(target, reason !== 'unknown-target') })
    if (reason === 'forward-refused') trace.push({ step: 'rule', slot, words: TRACE.destination(false) })
    if (reason === 'exhausted') trace.push({ step: 'pool', slot, words: TRACE.unbound })
  }
  // Static numbers first, as the pool gives them: no two slots show the same one.
  const taken = new Set<E164>()
  const fixed = wanted.map((wish) => {
    const free = wish.fixed !== undefined && !taken.has(wish.fixed.number)
    if (free) taken.add(wish.fixed!.number)
    return free
  })
  const exhausted = asked.pool === 'exhausted'
  const decided = wanted.map((wish, index): SampledSlot => {
    const { slot, target, rule, chain, exclusive } = wish
    const choice = fixed[index] ? ({ how: 'static', region: wish.fixed!.region } as const) : fromPool(wish, { settings, taken, exhausted })
    trace.push({ step: 'target', slot, words: TRACE.target(target, true) })
    if (exclusive) trace.push({ step: 'rule', slot, words: TRACE.destination(true) })
    else trace.push({ step: 'rule', slot, words: TRACE.rule(rule, !fixed[index]) })
    if (choice.how !== 'static') {
      trace.push({ step: 'chain', slot, words: TRACE.chain(chain) })
      trace.push({ step: 'pool', slot, words: TRACE.pool({ how: choice.how, exhausted: exhausted && chain.length > 0, exclusive }) })
    }
    if (choice.how === 'original') return originalSlot(target, slot, 'exhausted')
    const step = choice.how === 'pool' || choice.how === 'shared' ? chain[0]?.step : undefined
    return { target, slot, status: 'leased', how: choice.how, sample: choice.region, region: choice.region, ...(step && { step }) }
  })
  return [...decided, ...refused.map(({ target, slot, reason }) => originalSlot(target, slot, reason))]
}

type Choice = { how: 'pool' | 'shared' | 'overflow'; region: RegionCode } | { how: 'original' }

function fromPool(
  { chain, exclusive }: WantedSlot,
  { settings, taken, exhausted }: { settings: SiteSettings; taken: Set<E164>; exhausted: boolean },
): Choice {
  const [first] = chain
  if (!first) return { how: 'original' }
  if (!exhausted) return { how: 'pool', region: first.region }
  const overflow = overflowOf(settings)
  if (exclusive || overflow.kind === 'original') return { how: 'original' }
  if (overflow.kind === 'share') return { how: 'shared', region: first.region }
  if (taken.has(overflow.number)) return { how: 'original' }
  taken.add(overflow.number)
  return { how: 'overflow', region: overflow.region }
}

const originalSlot = (target: E164, slot: string, status: PreviewSlot['status']): SampledSlot => ({
  target,
  slot,
  status,
  how: 'original',
  sample: null,
})

const slotOf = ({ targets }: SiteSettings, target: E164) => targets.find(({ e164 }) => e164 === target)?.slot ?? target

/** Nothing is known of a supposed visitor's browser. */
const NOBODY = { origin: undefined, userAgent: '', address: null, language: '', gpc: false, cf: undefined }

/** The lease request that a page would send at the end of such a way. */
function visitRequest({
  settings,
  asked,
  slots,
  consent,
}: {
  settings: SiteSettings
  asked: ParsedPreviewTry
  slots: ParsedLeaseRequest['slots']
  consent: ParsedLeaseRequest['consent']
}): ParsedLeaseRequest {
  return {
    site: settings.site,
    request: 'preview',
    page: 'pag_preview' as PageId,
    url: landingOf(asked),
    referrer: asked.referrer,
    slots,
    consent,
    params: {},
    language: '',
    timeZone: '',
    automated: false,
    at: 0,
  }
}

/** Where the visit began, with the marks that were chosen. */
function landingOf({ url, landingPage, source, medium, campaign }: ParsedPreviewTry): string {
  const landing = URL.parse(landingPage ?? url, url)
  if (!landing) return url
  for (const [name, value] of [
    ['utm_source', source],
    ['utm_medium', medium],
    ['utm_campaign', campaign],
  ] as const) {
    if (value) landing.searchParams.set(name, value)
  }
  return landing.href
}

/** Of the visit first, then slot by slot, each in the order in which it was decided. */
function bySlot(trace: PreviewStep[]): PreviewStep[] {
  const slots = [...new Set(trace.map(({ slot }) => slot))]
  return slots.flatMap((slot) => trace.filter((step) => step.slot === slot))
}
