import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const PACKAGES = { sipp: 'sip-tester', kamailio: 'kamailio kamailio-utils-modules kamailio-json-modules' }
/** Where Debian puts what belongs to the administrator. */
const PLACES = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin']

/** Path of a program, null where it is not installed. */
const find = (name: keyof typeof PACKAGES) => PLACES.map((place) => join(place, name)).find((path) => existsSync(path)) ?? null

export const sipTools = { sipp: find('sipp'), kamailio: find('kamailio') }

/** How to get what is missing; null where all is there. */
export function sipProblem(): string | null {
  const missing = (['sipp', 'kamailio'] as const).filter((name) => !sipTools[name])
  if (!missing.length) return null
  return `${missing.join(' and ')} ${missing.length > 1 ? 'are' : 'is'} not installed. On Debian:
  apt-get install --no-install-recommends ${missing.map((name) => PACKAGES[name]).join(' ')}`
}
