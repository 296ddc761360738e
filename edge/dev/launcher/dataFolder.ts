import { existsSync, mkdirSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { LaunchProblem } from './launchProblem.ts'
import { takeLock } from './lock.ts'

/** Says that a folder is ours and may be emptied. */
const MARK = 'rotary-data'
const LOCK = 'launcher.lock'

export interface DataFolder {
  /** Without links in it. */
  readonly path: string
  /** Removes the data; nothing may be at work on it. */
  empty(): void
  release(): void
}

/** Makes or takes the data folder for this launcher alone. */
export function openDataFolder(path: string): DataFolder {
  let release: () => void
  try {
    mkdirSync(path, { recursive: true })
    const strangers = readdirSync(path).length > 0 && !existsSync(join(path, MARK))
    if (strangers) throw new LaunchProblem(`${path} holds other things than Rotary's data. Set ROTARY_DATA to a folder of its own.`)
    writeFileSync(join(path, MARK), 'Data of Rotary. Everything in this folder goes with: npm start -- --fresh\n')
    release = takeLock(path)
  } catch (error) {
    if (error instanceof LaunchProblem) throw error
    throw new LaunchProblem(`The data folder ${path} is not writable: ${(error as Error).message}`, { cause: error })
  }
  return {
    path: realpathSync(path),
    empty() {
      for (const name of readdirSync(path)) if (name !== MARK && name !== LOCK) rmSync(join(path, name), { recursive: true, force: true })
    },
    release,
  }
}
