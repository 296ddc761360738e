import type { RegionCode, SessionId, VisitorId } from '../brands.ts'
import type { NumberHistory } from '../pool/holder.ts'
import type { Attribution, AttributionCandidate, AttributionLabel } from './attribution.ts'
import { forgottenIntensity } from './forgottenIntensity.ts'
import { SUSPECT_WEIGHT, holderState, showedInterest, stateIntensity } from './holderState.ts'
import type { IntensityTables } from './intensityTables.ts'

/** A known caller counts as known from this confidence on. */
export const REPEAT_CONFIDENCE = 0.8
/** Share of callers whose own region is the one their address says. */
const REGION_MATCH = 0.75
/** A region that nobody was seen in still has callers. */
const LEAST_SHARE = 1e-3
/** One spam call or wrong number per number in 60 days, in calls per second; a site's own measure replaces it. */
export const DEFAULT_BACKGROUND = 1 / (60 * 86_400)

/** Times that background counts for a caller who called before and is not known (simulated: what makes their claims true). */
const CALLED_BEFORE = 20

/** A caller whom this company knows from earlier calls. */
export interface KnownCaller {
  visitor: VisitorId
  session: SessionId
  confidence: number
}

export interface AttributionInput {
  /** When the call came, ms, edge clock. */
  at: number
  /** Region of the caller's own number; null = hidden or unknown. */
  callerRegion: RegionCode | null
  history: NumberHistory
  known: KnownCaller | null
  /** The known caller's session of now, if he is on the site. */
  onSite?: SessionId
  /** Source of a static number: bypasses everything else. */
  fixedSource?: string
  tables: IntensityTables
  /** θ: the best candidate is named from this share on. */
  threshold: number
  /** Share of the site's visitors that are of a region, 0..1. */
  shareOfRegion: (region: RegionCode) => number
  /** Calls per second on one number from nobody who held it: spam, wrong numbers. */
  background: number
  /** How busy the site is at this hour against its mean hour; background keeps the same hours. 1 = not known. */
  activity?: number
  /** He called this company before, though nobody knows who he is: likelier to have kept the number than to have just seen it. */
  calledBefore?: boolean
}

interface Risk {
  session: SessionId
  visitor: VisitorId | null
  weight: number
  /** Weight if the caller's region were not known. */
  blind: number
  /** Weight of the session that stands for the visitor. */
  best: number
  label: AttributionLabel
}

const LABELS = { tapped: 'tap', visible: 'page-open', gone: 'left-recently' } as const

const weigh = (input: AttributionInput): Map<string, Risk> => {
  const { at, callerRegion, tables } = input
  const share = callerRegion === null ? 1 : Math.max(LEAST_SHARE, input.shareOfRegion(callerRegion))
  const risks = new Map<string, Risk>()
  for (const holder of input.history.holders) {
    if (holder.shownAt > at) continue
    const state = holderState(holder, at)
    let blind = holder.weight * stateIntensity(tables, state)
    // A tap says more than any interest before it.
    if (state.state !== 'tapped') blind *= showedInterest(holder, at) ? tables.intent.shown : tables.intent.absent
    if (holder.suspect) blind *= SUSPECT_WEIGHT
    let likelihood = 1
    if (callerRegion !== null) {
      likelihood = holder.region === null ? share : (1 - REGION_MATCH) * share + (callerRegion === holder.region ? REGION_MATCH : 0)
    }
    const weight = blind * likelihood
    const key = holder.visitor ?? holder.session
    const known = risks.get(key)
    const risk: Risk = { session: holder.session, visitor: holder.visitor, weight, blind, best: weight, label: LABELS[state.state] }
    if (known) {
      risk.weight += known.weight
      risk.blind += known.blind
      if (known.best >= weight) {
        risk.session = known.session
        risk.best = known.best
        risk.label = known.label
      }
    }
    risks.set(key, risk)
  }
  return risks
}

const repeated = (input: AttributionInput, known: KnownCaller, rest: Attribution): Attribution => {
  const session = input.onSite ?? known.session
  const left = 1 - known.confidence
  const others: AttributionCandidate[] = []
  let again = known.confidence
  for (const candidate of rest.candidates) {
    if (candidate.visitor === known.visitor) again += candidate.share * left
    else others.push({ ...candidate, share: candidate.share * left })
  }
  return {
    label: 'repeat-caller',
    session,
    visitor: known.visitor,
    confidence: again,
    threshold: input.threshold,
    candidates: [{ session, visitor: known.visitor, share: again, label: 'repeat-caller' }, ...others],
    background: rest.background * left,
  }
}

/**
 * Who brought a call: competing risks over the last holders of the number that was dialled.
 *
 * Each holder weighs as much as his intensity of calling in his present state, times the likelihood of the caller's region; spam and
 * holders older than the ring compete as background (whose likelihood of a region is the region's share). The best candidate is
 * named if his share reaches the threshold; the whole vector is kept. A caller known with confidence ≥ 0.8 is taken for the same
 * visitor again; what holders say fills the rest of the vector. Static numbers know their source only.
 */
export const attributeCall = (input: AttributionInput): Attribution => {
  const { threshold } = input
  if (input.fixedSource !== undefined) {
    const nobody = { session: null, visitor: null, confidence: 0, candidates: [], background: 1 }
    return { label: 'static', ...nobody, threshold, source: input.fixedSource }
  }
  const risks = [...weigh(input).values()].sort((a, b) => b.weight - a.weight)
  const share = input.callerRegion === null ? 1 : Math.max(LEAST_SHARE, input.shareOfRegion(input.callerRegion))
  const again = input.calledBefore ? CALLED_BEFORE : 1
  const background =
    again * (input.background + forgottenIntensity(input.history.holders, input.at, input.tables)) * (input.activity ?? 1) * share
  let sum = background
  for (const risk of risks) sum += risk.weight
  const scale = sum > 0 ? 1 / sum : 0
  const [best] = risks
  if (best && risks.some((risk) => risk.blind > best.blind)) best.label = 'region'
  const candidates = risks.map(({ session, visitor, weight, label }) => ({ session, visitor, share: weight * scale, label }))
  const confidence = candidates[0]?.share ?? 0
  const backgroundShare = scale === 0 ? 1 : background * scale
  const named = candidates[0] && confidence >= threshold ? candidates[0] : null
  const found: Attribution = {
    label: !candidates[0] || (!named && backgroundShare > confidence) ? 'background' : candidates[0].label,
    session: named?.session ?? null,
    visitor: named?.visitor ?? null,
    confidence,
    threshold,
    candidates,
    background: backgroundShare,
  }
  return input.known && input.known.confidence >= REPEAT_CONFIDENCE ? repeated(input, input.known, found) : found
}
