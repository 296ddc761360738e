import { existsSync, readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** Debian's packages of programs and of Kamailio's modules. */
const PACKAGES = {
  sipp: 'sip-tester',
  kamailio: 'kamailio',
  'http_client.so': 'kamailio-utils-modules',
  'jansson.so': 'kamailio-extra-modules',
}
type Part = keyof typeof PACKAGES

/** Where Debian puts what belongs to the administrator. */
const PLACES = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin']
const LIBRARIES = '/usr/lib'

/** Path of a program, null where it is not installed. */
const find = (name: Part) => PLACES.map((place) => join(place, name)).find((path) => existsSync(path)) ?? null

export const sipTools = { sipp: find('sipp'), kamailio: find('kamailio') }

/** Where Kamailio keeps its modules, as far as Debian's packages put them there. */
const moduleFolders = existsSync(LIBRARIES)
  ? readdirSync(LIBRARIES)
      .map((folder) => join(LIBRARIES, folder, 'kamailio/modules'))
      .filter((folder) => existsSync(folder))
  : []

/** Whether Kamailio would miss the module. One that was not installed by Debian's packages keeps its modules who knows where. */
const lacks = (module: Part): boolean =>
  !sipTools.kamailio || (moduleFolders.length > 0 && !moduleFolders.some((folder) => existsSync(join(folder, module))))

/** How to get what is missing; null where all is there. */
export function sipProblem(): string | null {
  const programs = (['sipp', 'kamailio'] as const).filter((name) => !sipTools[name])
  const missing: Part[] = [...programs, ...(['http_client.so', 'jansson.so'] as const).filter(lacks)]
  if (!missing.length) return null
  return `Not installed: ${missing.join(', ')}. On Debian:
  apt-get install --no-install-recommends ${missing.map((name) => PACKAGES[name]).join(' ')}`
}
