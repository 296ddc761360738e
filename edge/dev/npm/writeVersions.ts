import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '../../..')

interface Place {
  /** The built script. */
  script: string
  /** The second file that it was built with and loads by its hash. */
  more: string
  /** Where released scripts are kept. */
  releases?: string
  /** Of the built script. */
  version?: string
}

interface Pinned {
  path: string
  integrity: string
}

const RELEASES = join(ROOT, 'widget/releases')
const ownVersion = () => (JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string }).version

const released = (releases: string): string[] =>
  readdirSync(releases, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(releases, entry.name, 'rotary.js')))
    .map((entry) => entry.name)
    .toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }))

/**
 * Writes every released script and its second file under its version, and `versions.json` with their hashes for `integrity`. What is not released yet has its
 * own hash in its name, so that no address ever changes its bytes.
 */
export function writeVersions({ script, more, folder, releases = RELEASES, version = ownVersion() }: Place & { folder: string }): void {
  rmSync(folder, { recursive: true, force: true })
  const versions: Record<string, Pinned & { more: Pinned }> = {}
  const write = (name: string, code: Buffer, second: Buffer) => {
    mkdirSync(join(folder, name), { recursive: true })
    const put = (file: string, bytes: Buffer): Pinned => {
      writeFileSync(join(folder, name, file), bytes)
      return { path: `/w/${name}/${file}`, integrity: `sha384-${createHash('sha384').update(bytes).digest('base64')}` }
    }
    versions[name] = { ...put('rotary.js', code), more: put('rotary-more.js', second) }
  }
  const names = released(releases)
  for (const name of names)
    write(name, readFileSync(join(releases, name, 'rotary.js')), readFileSync(join(releases, name, 'rotary-more.js')))
  const code = readFileSync(script)
  const kept = names.includes(version) ? readFileSync(join(releases, version, 'rotary.js')) : undefined
  const hash = createHash('sha256').update(code).digest('hex').slice(0, 8)
  if (!kept?.equals(code)) write(`${version}-build.${hash}`, code, readFileSync(more))
  writeFileSync(
    join(folder, 'versions.json'),
    `${JSON.stringify({ latest: names.at(-1) ?? Object.keys(versions)[0], versions }, null, 2)}\n`,
  )
}

/** Keeps the built script and its second file for ever under the version of `package.json`. */
export function releaseScript({ script, more, releases = RELEASES, version = ownVersion() }: Place): void {
  const path = join(releases, version, 'rotary.js')
  if (existsSync(path)) throw new Error(`${version} is released already: raise the version in package.json`)
  mkdirSync(join(releases, version), { recursive: true })
  writeFileSync(path, readFileSync(script))
  writeFileSync(join(releases, version, 'rotary-more.js'), readFileSync(more))
}
