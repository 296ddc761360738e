// Needs nothing but Node ≥ 20 and npm: it runs before anything is installed.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '../..')
const lockfile = join(root, 'package-lock.json')
const modules = join(root, 'node_modules')
const stamp = join(modules, '.rotary-installed')

/** Says what is wrong and ends. */
function fail(message) {
  console.error(`\n${message}\n`)
  process.exit(1)
}

const [major] = process.versions.node.split('.').map(Number)
if (major < 20) fail(`Rotary needs Node 20 or newer; this is ${process.versions.node}. Get one at https://nodejs.org`)

const wanted = createHash('sha256').update(readFileSync(lockfile)).digest('hex')
const npmsOwn = join(modules, '.package-lock.json')

function isInstalled() {
  if (existsSync(stamp)) return readFileSync(stamp, 'utf8') === wanted
  return existsSync(npmsOwn) && statSync(npmsOwn).mtimeMs >= statSync(lockfile).mtimeMs
}

if (!isInstalled()) {
  const why = existsSync(modules) ? 'package-lock.json has changed' : 'nothing is installed yet'
  console.error(`Installing what Rotary needs (npm install: ${why}). This takes a minute or so.`)
  // Not `npm ci`: that refuses a lockfile in which packages of other platforms are missing, and not every registry has
  // them all. Without saving, versions and checksums are those of the lockfile just the same.
  const args = ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error']
  const npm = process.env.npm_execpath
  const { status, error } = npm?.endsWith('.js')
    ? spawnSync(process.execPath, [npm, ...args], { cwd: root, stdio: 'inherit' })
    : spawnSync('npm', args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' })
  if (error) fail(`npm cannot be run: ${error.message}`)
  if (status !== 0) {
    fail(
      `npm install failed (exit code ${status}). What it wrote above says why; most often the registry cannot be reached or the disk is full.`,
    )
  }
}
if (!existsSync(join(modules, '.bin/node'))) {
  fail("Rotary's own Node is missing: its install script did not run. Run: npm rebuild node")
}
writeFileSync(stamp, wanted)
