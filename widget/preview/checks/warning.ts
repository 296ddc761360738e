import type { E164 } from '../../../edge/brands.ts'

/** What may be wrong with a page. */
export type WarningKind =
  | 'copies'
  | 'google'
  | 'rival'
  | 'cached'
  | 'picture'
  | 'drawn'
  | 'canvas'
  | 'style'
  | 'blocked'
  | 'reported'
  | 'stranger'
  | 'structured'
  | 'overwritten'
  | 'fight'
  | 'fault'
  | 'frames'

export interface Warning {
  kind: WarningKind
  /** What it is about: a number, a vendor, an address. */
  about: string
  /** Where it stands, if it stands anywhere. */
  element?: Element | undefined
  /** A number that can be made a target. */
  add?: E164
}
