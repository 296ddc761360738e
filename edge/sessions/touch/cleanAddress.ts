import { landingOf } from './landingOf.ts'

/** An address without secrets and fragment; `reduced` to its page, or to its `host`, where consent allows no more. Empty where it is none. */
export function cleanAddress(text: string, reduced?: 'page' | 'host'): string {
  const url = URL.parse(text)
  if (!url || !/^(?:https?|android-app):$/.test(url.protocol)) return ''
  // Android applications have no origin.
  const origin = `${url.protocol}//${url.host}`
  if (reduced === 'host') return origin
  return origin + (reduced === 'page' ? url.pathname : landingOf(url))
}
