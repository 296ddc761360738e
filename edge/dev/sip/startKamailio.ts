import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { freeUdpPort } from './freeUdpPort.ts'
import { sipTools } from './sipTools.ts'

export interface Exchange {
  port: number
  log: () => string
  stop(): Promise<void>
}

/** Kamailio with the example's configuration, on a port of its own. `trunk`: where it sends calls. */
export async function startKamailio({
  hook,
  token,
  trunk,
  fallback,
  folder,
}: {
  hook: string
  token: string
  trunk: number
  fallback: string
  folder: string
}): Promise<Exchange> {
  const port = await freeUdpPort()
  mkdirSync(folder, { recursive: true })
  const settings = {
    LISTEN: `udp:127.0.0.1:${port}`,
    ROTARY_HOOK: `"${hook}"`,
    ROTARY_TOKEN: `"${token}"`,
    TRUNK: `"127.0.0.1:${trunk}"`,
    ROTARY_FALLBACK: `"${fallback}"`,
  }
  const defined = Object.entries(settings).flatMap(([name, value]) => ['-A', `${name}=${value}`])
  const config = join(import.meta.dirname, '../../../examples/sip/kamailio.cfg')
  const child = spawn(sipTools.kamailio!, ['-f', config, '-DD', '-E', '-Y', folder, '-w', folder, ...defined], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let log = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (log += chunk.toString()))
  const ended = once(child, 'exit')
  const stop = async () => {
    child.kill('SIGTERM')
    await ended
  }
  process.once('exit', () => child.kill('SIGTERM'))
  // It says nothing when it is ready; a call that comes too early is simply sent again.
  await Promise.race([wait(1000), ended])
  if (child.exitCode !== null) throw new Error(`Kamailio ended (${child.exitCode}):\n${log}`)
  return { port, log: () => log, stop }
}
