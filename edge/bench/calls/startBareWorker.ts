import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis } from '@upstash/redis'
import { convertV4MiniflareOptions, Miniflare } from 'miniflare'
import { startHost } from '../../dev/launcher/startHost.ts'
import { findRedisServer } from '../../dev/redis/findRedisServer.ts'
import type { RedisHostOptions, RedisHostValue } from '../../dev/redis/host.ts'
import { bundleWorker } from '../../dev/worker/bundleWorker.ts'

export interface BareWorker {
  url: string
  stop(): Promise<void>
}

/** The bare worker in workerd with a Redis of its own behind the same gateway that Rotary has. */
export async function startBareWorker(home: string): Promise<BareWorker> {
  const dir = mkdtempSync(join(home || tmpdir(), 'bare-'))
  const options: RedisHostOptions = { binary: findRedisServer()!, dir, token: 'bare' }
  const redis = await startHost<RedisHostValue>({
    name: 'Redis of the bare worker',
    module: join(import.meta.dirname, '../../dev/redis/host.ts'),
    options,
    dataFolder: dir,
    onDeath: (message) => console.error(message),
  })
  await new Redis({ url: redis.value.url, token: 'bare' }).set('route', '+74951234567')
  const { script } = await bundleWorker(join(import.meta.dirname, 'bareScript.ts'))
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      name: 'bare',
      modules: [{ type: 'ESModule', path: 'worker.js', contents: script }],
      modulesRoot: '/',
      compatibilityDate: '2026-10-01',
      compatibilityFlags: ['nodejs_compat'],
      bindings: { URL: redis.value.url, TOKEN: 'bare' },
    }),
  )
  const url = (await miniflare.ready).origin
  return {
    url,
    async stop() {
      await miniflare.dispose()
      await redis.stop()
    },
  }
}
