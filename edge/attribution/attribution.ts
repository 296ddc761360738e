import type { SessionId, VisitorId } from '../brands.ts'

/** What dominated the decision: a label, not a rule of its own. */
export type AttributionLabel = 'tap' | 'page-open' | 'left-recently' | 'region' | 'repeat-caller' | 'static' | 'background'

export interface AttributionCandidate {
  session: SessionId
  visitor: VisitorId | null
  /** Posterior probability, 0..1. All candidates and `background` sum to 1. */
  share: number
  label: AttributionLabel
}

/** Who brought a call, and how sure that is. */
export interface Attribution {
  label: AttributionLabel
  /** The session named, or null where no candidate reaches the threshold. */
  session: SessionId | null
  visitor: VisitorId | null
  /** Share of the best candidate, whether named or not. */
  confidence: number
  /** θ that was asked for. */
  threshold: number
  candidates: AttributionCandidate[]
  /** Share of spam and of holders older than the ring. */
  background: number
  /** Source of a static number. */
  source?: string
}
