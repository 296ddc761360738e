import type { BeforeConsent } from '../../edge/contract.ts'
import { settings } from '../config.ts'

let given = false

export const setConsent = (storage: boolean): void => {
  given = storage
}

/** What may be known of the visitor now. */
export const consentMode = (): BeforeConsent | 'full' => (!settings.consentRequired || given ? 'full' : settings.beforeConsent)
