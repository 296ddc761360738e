import { closeSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { LaunchProblem } from './launchProblem.ts'

/** One launcher per data folder. Gives what releases the folder; a lock whose launcher is gone is taken over. */
export function takeLock(dir: string): () => void {
  const file = join(dir, 'launcher.lock')
  if (!createLock(file)) {
    // Moved aside first: of two launchers that find a stale lock only one gets it.
    const aside = `${file}.${process.pid}`
    try {
      renameSync(file, aside)
    } catch {
      throw new LaunchProblem(`Another Rotary is just starting on ${dir}.`)
    }
    const owner = Number(readFileSync(aside, 'utf8'))
    if (isLauncher(owner)) {
      renameSync(aside, file)
      throw new LaunchProblem(`Rotary already runs on ${dir} (process ${owner}). Stop it, or set ROTARY_DATA to another folder.`)
    }
    rmSync(aside)
    if (!createLock(file)) throw new LaunchProblem(`Another Rotary is just starting on ${dir}.`)
  }
  return () => rmSync(file, { force: true })
}

function createLock(file: string): boolean {
  try {
    const handle = openSync(file, 'wx')
    writeSync(handle, String(process.pid))
    closeSync(handle)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

function isLauncher(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
  try {
    // Numbers are given again: another program may have that of a launcher long gone.
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('start.ts')
  } catch {
    return true
  }
}
