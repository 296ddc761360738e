import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { LaunchProblem } from './launchProblem.ts'

const run = promisify(execFile)

/** Builds the page's script when its sources are not those of the last build; true when it did. */
export async function buildWidget(root: string): Promise<boolean> {
  const output = join(root, 'dist/assets/rotary.js')
  const mark = join(root, '.cache/widget.sha256')
  const state = hashSources(root)
  if (existsSync(output) && existsSync(mark) && readFileSync(mark, 'utf8') === state) return false
  try {
    await run(process.execPath, [join(root, 'node_modules/rollup/dist/bin/rollup'), '-c'], { cwd: root })
  } catch (error) {
    throw new LaunchProblem(`The widget cannot be built:\n${(error as { stderr?: string }).stderr ?? (error as Error).message}`)
  }
  mkdirSync(join(root, '.cache'), { recursive: true })
  writeFileSync(mark, state)
  return true
}

/** The widget's own files and what decides how they are bundled. */
function hashSources(root: string): string {
  const hash = createHash('sha256')
  const files = [...globSync('widget/**/*.{ts,tsx}', { cwd: root }), 'rollup.config.mjs', 'package-lock.json']
  for (const file of files.toSorted())
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(join(root, file)))
      .update('\0')
  return hash.digest('hex')
}
