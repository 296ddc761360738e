import type { SessionId, VisitorId } from '../../edge/brands.ts'
import { readCookie, writeCookie } from '../browser/cookie.ts'
import { readStorage, writeStorage } from '../browser/storage.ts'
import { settings } from '../config.ts'
import { consentMode } from './consent.ts'

interface Identity {
  visitor?: VisitorId
  session?: SessionId
}

/** A visit ends after 30 minutes without a page or a beacon. */
const INACTIVITY = 18e5
const key = () => `rotary_${settings.site}`
let memory = ''

/** `visitor session at`, shared by all tabs; also by the subdomains where the site says so. In memory where nothing may be stored. */
const readIdentity = (): string => (settings.domain ? readCookie(key()) : readStorage('localStorage', key())) || memory

/** The ids that the edge gave: the session only while the visit lasts. */
export function knownIdentity(): Identity {
  const [visitor, session, at] = readIdentity().split(' ')
  return {
    ...(visitor && { visitor: visitor as VisitorId }),
    ...(session && Date.now() - +at! < INACTIVITY && { session: session as SessionId }),
  }
}

/** Remembers the ids, or that the visit still lasts. */
export function rememberIdentity({ visitor, session }: Identity = knownIdentity()): void {
  if (!session) return
  memory = `${visitor} ${session} ${Date.now()}`
  if (consentMode() === 'full') storeIdentity(memory)
}

/** Nothing stays on the device once consent is taken back. */
export function forgetIdentity(): void {
  memory = ''
  storeIdentity('')
}

function storeIdentity(text: string): void {
  if (settings.domain) writeCookie(key(), text, settings.domain)
  else writeStorage('localStorage', key(), text)
}

/** An identity is only ever stored with consent, so a stored one proves it. */
export const hasStoredIdentity = (): boolean => !!readIdentity()
