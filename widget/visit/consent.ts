import type { BeforeConsent } from '../../edge/contract.ts'
import { settings } from '../config.ts'

let given: unknown

/** Anything true allows storage: also a visitor id that is stored already, for nothing is stored without consent. */
export const setConsent = (storage: unknown): void => {
  given = storage
}

/** What may be known of the visitor now. */
export const consentMode = (): BeforeConsent | 'full' => (!settings.consentRequired || given ? 'full' : settings.beforeConsent)
