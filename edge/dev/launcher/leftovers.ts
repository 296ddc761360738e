import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

/** Every process of a launcher carries this in its environment, with the data folder as value. */
export const ENGINE_MARK = 'ROTARY_ENGINE_OF'

/** Processes that work on a data folder; none where there is no /proc. */
export function findEngines(dataFolder: string): number[] {
  const mark = `${ENGINE_MARK}=${dataFolder}`
  return listProcesses().filter((pid) => {
    try {
      return pid !== process.pid && readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').includes(mark)
    } catch {
      return false
    }
  })
}

/**
 * Ends what a launcher that was killed together with its children left running: two engines must not write the same files.
 * Gives how many there were.
 */
export async function endLeftovers(dataFolder: string): Promise<number> {
  const found = findEngines(dataFolder)
  for (let waited = 0, left = found; left.length > 0; waited += 50, left = findEngines(dataFolder)) {
    if (waited === 0) end(left, 'SIGTERM')
    if (waited === 5000) end(left, 'SIGKILL')
    if (waited > 8000) throw new Error(`Processes ${left.join(', ')} of an earlier start do not end.`)
    await sleep(50)
  }
  return found.length
}

function end(pids: number[], signal: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, signal)
    } catch {
      // It has ended by itself.
    }
  }
}

function listProcesses(): number[] {
  try {
    return readdirSync('/proc')
      .map(Number)
      .filter((pid) => pid > 1)
  } catch {
    return []
  }
}
