import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const RELEASES = import.meta.dirname
const { version } = JSON.parse(readFileSync(join(RELEASES, '../../package.json'), 'utf8'))

const released = () =>
  readdirSync(RELEASES, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(RELEASES, entry.name, 'rotary.js')))
    .map((entry) => entry.name)
    .toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }))

/**
 * Writes every released script under its version, and `versions.json` with their hashes for `integrity`. What is not released yet has its
 * own hash in its name, so that no address ever changes its bytes.
 */
export function writeVersions({ script, folder }) {
  rmSync(folder, { recursive: true, force: true })
  const versions = {}
  const write = (name, code) => {
    mkdirSync(join(folder, name), { recursive: true })
    writeFileSync(join(folder, name, 'rotary.js'), code)
    versions[name] = { path: `/w/${name}/rotary.js`, integrity: `sha384-${createHash('sha384').update(code).digest('base64')}` }
  }
  const names = released()
  for (const name of names) write(name, readFileSync(join(RELEASES, name, 'rotary.js')))
  const code = readFileSync(script)
  const own = names.includes(version) ? readFileSync(join(RELEASES, version, 'rotary.js')) : undefined
  const hash = createHash('sha256').update(code).digest('hex').slice(0, 8)
  if (!own?.equals(code)) write(`${version}-build.${hash}`, code)
  writeFileSync(join(folder, 'versions.json'), `${JSON.stringify({ latest: names.at(-1) ?? Object.keys(versions)[0], versions }, null, 2)}\n`)
}

/** Keeps the built script for ever under the version of `package.json`. */
export function release({ script, folder = RELEASES }) {
  const path = join(folder, version, 'rotary.js')
  if (existsSync(path)) throw new Error(`${version} is released already: raise the version in package.json`)
  mkdirSync(join(folder, version), { recursive: true })
  writeFileSync(path, readFileSync(script))
}
