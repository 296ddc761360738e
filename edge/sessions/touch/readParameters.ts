import { decodeComponent } from './decodeComponent.ts'
import { isUnexpandedMacro } from './isUnexpandedMacro.ts'

/** Parameters by lower-case name: the first value that says something, since templates repeat names with empty values and raw macros. */
export type Parameters = ReadonlyMap<string, string>

const MAX_VALUE = 512

/**
 * Parameters of a query and, after them, of a fragment (`#utm_source=…`). Names are compared without case; `&amp;` of HTML that was
 * copied as text and a second `?` before a known mark separate like `&`.
 */
export function readParameters(url: { search: string; hash: string }): Parameters {
  const found = new Map<string, string>()
  collect(url.search.slice(1), found)
  const fragment = url.hash.slice(url.hash.includes('?') ? url.hash.indexOf('?') + 1 : 1)
  if (fragment.includes('=')) collect(fragment, found)
  return found
}

function collect(query: string, found: Map<string, string>): void {
  const separated = query.replace(/&amp;/gi, '&').replace(/\?(?=utm_|yclid=|gclid=|_openstat=)/gi, '&')
  for (const part of separated.split('&')) {
    const equals = part.indexOf('=')
    if (equals < 1) continue
    const name = decodeComponent(part.slice(0, equals)).trim().toLowerCase()
    const value = decodeComponent(part.slice(equals + 1))
      .trim()
      .slice(0, MAX_VALUE)
    if (value && !found.has(name) && !isUnexpandedMacro(value)) found.set(name, value)
  }
}
