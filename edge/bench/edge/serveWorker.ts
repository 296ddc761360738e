import { readdirSync, readFileSync } from 'node:fs'
import { Miniflare } from 'miniflare'
import { workerOptions } from '../../dev/worker/workerOptions.ts'

export interface ServedWorker {
  port: number
  /** Milliseconds of CPU that its workerd has used so far. */
  cpu(): number
  stop(): Promise<void>
}

interface Worker {
  config: { triggers: { type: string }[] }
  dev: { stripCfConnectingIp: boolean }
}

/** Clock ticks of /proc, 100 a second on every Linux. */
const TICK_MS = 10

function children(): Set<number> {
  const own = String(process.pid)
  const found = new Set<number>()
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8')
      const [comm, rest] = [stat.slice(stat.indexOf('(') + 1, stat.lastIndexOf(')')), stat.slice(stat.lastIndexOf(')') + 2).split(' ')]
      if (comm.startsWith('workerd') && rest[1] === own) found.add(Number(name))
    } catch {
      // It ended meanwhile.
    }
  }
  return found
}

/**
 * A worker in a workerd of its own, as the launcher runs it, but without the queue's consumer: in production that runs elsewhere; here
 * it would share the process whose speed is measured.
 */
export async function serveWorker(
  script: string,
  { bindings, dataFolder }: { bindings: Record<string, string>; dataFolder: string },
): Promise<ServedWorker> {
  const before = children()
  const options = workerOptions({
    script,
    configPath: 'wrangler.toml',
    dataFolder,
    host: '127.0.0.1',
    port: 0,
    bindings,
    onRestart: () => {},
  })
  for (const { config, dev } of (options as { workers: Worker[] }).workers) {
    config.triggers = config.triggers.filter(({ type }) => type !== 'queue')
    // Each visitor's address counts, as in production.
    dev.stripCfConnectingIp = false
  }
  const miniflare = new Miniflare(options)
  const url = await miniflare.ready
  const pid = [...children()].find((child) => !before.has(child))
  if (pid === undefined) throw new Error('bench:edge finds no workerd of its own')
  return {
    port: Number(url.port),
    cpu() {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      return (Number(fields[11]) + Number(fields[12])) * TICK_MS
    },
    stop: () => miniflare.dispose(),
  }
}
