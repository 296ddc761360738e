import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '../../..')

interface Place {
  /** The built script. */
  script: string
  /** Where released scripts are kept. */
  releases?: string
  /** Of the built script. */
  version?: string
}

const RELEASES = join(ROOT, 'widget/releases')
const ownVersion = () => (JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string }).version

const released = (releases: string): string[] =>
  readdirSync(releases, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(releases, entry.name, 'rotary.js')))
    .map((entry) => entry.name)
    .toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }))

/**
 * Writes every released script under its version, and `versions.json` with their hashes for `integrity`. What is not released yet has its
 * own hash in its name, so that no address ever changes its bytes.
 */
export function writeVersions({ script, folder, releases = RELEASES, version = ownVersion() }: Place & { folder: string }): void {
  rmSync(folder, { recursive: true, force: true })
  const versions: Record<string, { path: string; integrity: string }> = {}
  const write = (name: string, code: Buffer) => {
    mkdirSync(join(folder, name), { recursive: true })
    writeFileSync(join(folder, name, 'rotary.js'), code)
    versions[name] = { path: `/w/${name}/rotary.js`, integrity: `sha384-${createHash('sha384').update(code).digest('base64')}` }
  }
  const names = released(releases)
  for (const name of names) write(name, readFileSync(join(releases, name, 'rotary.js')))
  const code = readFileSync(script)
  const kept = names.includes(version) ? readFileSync(join(releases, version, 'rotary.js')) : undefined
  const hash = createHash('sha256').update(code).digest('hex').slice(0, 8)
  if (!kept?.equals(code)) write(`${version}-build.${hash}`, code)
  writeFileSync(
    join(folder, 'versions.json'),
    `${JSON.stringify({ latest: names.at(-1) ?? Object.keys(versions)[0], versions }, null, 2)}\n`,
  )
}

/** Keeps the built script for ever under the version of `package.json`. */
export function releaseScript({ script, releases = RELEASES, version = ownVersion() }: Place): void {
  const path = join(releases, version, 'rotary.js')
  if (existsSync(path)) throw new Error(`${version} is released already: raise the version in package.json`)
  mkdirSync(join(releases, version), { recursive: true })
  writeFileSync(path, readFileSync(script))
}
