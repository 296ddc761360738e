import { join } from 'node:path'
import { Miniflare } from 'miniflare'
import { unstable_readConfig } from 'wrangler'
import { serveLauncher } from '../launcher/serveLauncher.ts'
import { startLoopbackServer } from '../loopbackServer.ts'
import { bundleWorker } from './bundleWorker.ts'
import { createFrontProxy } from './frontProxy.ts'
import { matchesCron } from './matchesCron.ts'
import { workerOptions } from './workerOptions.ts'

export interface WorkerHostOptions {
  /** The folder of wrangler.toml. */
  root: string
  host: string
  port: number
  bindings: Record<string, string>
  dataFolder: string
  watch: boolean
  /** Strangers can reach it: what they may not say about themselves is taken out. */
  exposed: boolean
  /** A reverse proxy of the operator's stands before it. */
  behindProxy: boolean
}

const MINUTE = 60_000

serveLauncher<null>(async (options, died) => {
  const { root, dataFolder, host, port, bindings, watch, exposed, behindProxy } = options as WorkerHostOptions
  let miniflare: Miniflare | undefined
  // Behind the front workerd takes a free port of its own.
  const address = exposed ? { host: '127.0.0.1', port: 0 } : { host, port }
  const optionsFor = (script: string) =>
    workerOptions({
      script,
      configPath: join(root, 'wrangler.toml'),
      bindings,
      dataFolder,
      ...address,
      onRestart: () => died('workerd ended'),
    })
  let script = ''
  const apply = async (changed: string) => {
    script = changed
    await miniflare?.setOptions(optionsFor(script))
    process.stderr.write('Worker reloaded\n')
  }
  const bundle = await bundleWorker(join(root, 'edge/worker.ts'), watch ? (changed) => void apply(changed) : undefined)
  script = bundle.script
  miniflare = new Miniflare(optionsFor(script))
  const target = await miniflare.ready
  const front = exposed ? await startLoopbackServer(createFrontProxy({ target, trusted: behindProxy }), { host, port }) : null

  const triggers: readonly string[] = unstable_readConfig({ config: join(root, 'wrangler.toml') }).triggers.crons ?? []
  const fire = async (at: Date) => {
    const worker = await miniflare.getWorker()
    const due = triggers.filter((cron) => matchesCron(cron, at))
    await Promise.allSettled(due.map((cron) => worker.scheduled({ cron, scheduledTime: at })))
  }
  // Once at the start as well: what an earlier run left in the outbox need not wait for a minute.
  let timer = setTimeout(tick, 1000)
  function tick() {
    const now = Date.now()
    void fire(new Date(now))
    timer = setTimeout(tick, MINUTE - (now % MINUTE))
  }

  return {
    value: null,
    reload: () => apply(script),
    async stop() {
      clearTimeout(timer)
      await front?.stop()
      await bundle.stop()
      await miniflare.dispose()
    },
  }
})
