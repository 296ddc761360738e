import { decodeComponent } from './decodeComponent.ts'

export interface Referrer {
  /** Lower case, without `www.` and the final dot; the package name of an Android application. */
  host: string
  /** Lower case, as it came. */
  fullHost: string
  /** Starts with `/`. */
  path: string
  /** Empty where browsers cut the referrer to its origin. */
  query: string
  /** An Android application (`android-app://org.telegram.messenger/`). */
  app: boolean
}

/** A referrer, or null where there is none that names a host. Accepts a bare host, as `utm_referrer` brings it. */
export function readReferrer(text: string): Referrer | null {
  const trimmed = text.trim()
  if (!trimmed) return null
  const app = /^android-app:\/\/([\w.-]+)/i.exec(trimmed)
  if (app) return { host: app[1]!.toLowerCase(), fullHost: app[1]!.toLowerCase(), path: '/', query: '', app: true }
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? trimmed : `https://${trimmed}`)
  if (!url || !/^https?:$/.test(url.protocol)) return null
  const fullHost = plainHost(url.hostname)
  if (!fullHost) return null
  return { host: fullHost.replace(/^www\./, ''), fullHost, path: url.pathname, query: url.search, app: false }
}

/** Lower case, without the final dot. */
export function plainHost(host: string): string {
  return host.toLowerCase().replace(/\.+$/, '')
}

/** The first of the named query parameters that has a value. */
export function queryValue(query: string, names: readonly string[]): string | null {
  for (const part of query.slice(1).split('&')) {
    const equals = part.indexOf('=')
    if (equals < 1 || !names.includes(part.slice(0, equals).toLowerCase())) continue
    const value = decodeComponent(part.slice(equals + 1)).trim()
    if (value) return value.slice(0, 256)
  }
  return null
}
