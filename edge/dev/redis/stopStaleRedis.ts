import { readFileSync, readlinkSync, rmSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

/** True when the process is a redis-server at work in `dir`; where there is no /proc nothing is taken for ours. */
function isRedisOf(pid: number, dir: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('redis-server') && readlinkSync(`/proc/${pid}/cwd`) === dir
  } catch {
    return false
  }
}

/** Ends the redis-server that a killed launcher left behind: two servers must not write one append-only file. */
export async function stopStaleRedis({ dir, pidFile }: { dir: string; pidFile: string }): Promise<void> {
  let pid: number
  try {
    pid = Number(readFileSync(pidFile, 'utf8'))
  } catch {
    return
  }
  if (Number.isInteger(pid) && pid > 1 && isRedisOf(pid, dir)) {
    process.kill(pid, 'SIGTERM')
    for (let waited = 0; isRedisOf(pid, dir); waited += 50) {
      if (waited === 10_000) process.kill(pid, 'SIGKILL')
      if (waited > 12_000) throw new Error(`An older redis-server (process ${pid}) of ${dir} does not end; end it by hand.`)
      await sleep(50)
    }
  }
  rmSync(pidFile, { force: true })
}
