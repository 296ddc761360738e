import { readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'

const CONTRACT = 'edge/contract.d.ts'
const WIRE = 'widget/npm/wire.d.ts'

/** One statement with its comment: a declaration file has each begin at the start of a line. */
const statements = (text: string): string[] => text.split(/^(?=\/\*\*|(?<!\*\/\n)(?:import|export|declare|type) )/m)

/**
 * The declaration files that the entries need, by path, ready to be published: `.js` in the place of `.ts`, and of the wire contract only
 * what needs no validator; what is inferred from schemas stands written out in `widget/npm/wire.ts`.
 */
export function packageTypes(folder: string, entries: string[]): Map<string, string> {
  const read = (path: string) => readFileSync(join(folder, path), 'utf8')
  const files = new Map<string, string>()
  const waiting = [...entries]
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (files.has(path)) continue
    const text =
      path === CONTRACT
        ? [...statements(read(path)).filter((one) => !/\bv\.|'valibot'/.test(one)), ...statements(read(WIRE))].join('')
        : read(path)
    for (const [, specifier] of text.matchAll(/from '(\.[^']*)\.ts'/g)) waiting.push(normalize(join(dirname(path), `${specifier}.d.ts`)))
    files.set(path, text.replace(/(from '\.[^']*)\.ts'/g, "$1.js'"))
  }
  return files
}
