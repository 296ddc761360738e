import { spawn, type ChildProcess } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { Redis } from 'ioredis'
import { findFreePort } from '../findFreePort.ts'

export interface RunningRedis {
  readonly port: number
  /** Binary-safe RESP2 connection, ready for commands. */
  readonly client: Redis
  readonly process: ChildProcess
  /** Writes what is pending and ends the server. */
  stop(): Promise<void>
}

export interface RedisOptions {
  /** The `redis-server` to run. */
  readonly binary: string
  /** Where the append-only file lives. Only one server at a time may work in it. */
  readonly dir: string
  /** False for tests: nothing reaches the disk. */
  readonly durable?: boolean
}

/** How long a server may take to load its append-only file. */
const START_LIMIT_MS = 60_000

/** Starts a `redis-server` of ours on a free loopback port and waits until it answers. */
export async function startRedis({ binary, dir, durable = true }: RedisOptions): Promise<RunningRedis> {
  mkdirSync(dir, { recursive: true })
  const port = await findFreePort()
  const settings = {
    bind: '127.0.0.1',
    port,
    dir,
    appendonly: durable ? 'yes' : 'no',
    // With everysec an answer may go out up to two seconds before its write while the disk is busy: a kill then loses it.
    appendfsync: 'always',
    save: '',
    'enable-debug-command': 'no',
    'set-proc-title': 'no',
    'shutdown-on-sigterm': durable ? 'default' : 'nosave',
  }
  const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)])
  const server = spawn(binary, args, { cwd: dir, stdio: ['ignore', 'pipe', 'pipe'] })
  let log = ''
  const keep = (chunk: Buffer) => void (log = (log + chunk.toString()).slice(-2000))
  server.stdout.on('data', keep)
  server.stderr.on('data', keep)
  const ended = new Promise<never>((_, reject) => {
    server.once('error', (cause) => reject(new Error(`redis-server could not be run: ${cause.message}`)))
    server.once('exit', (code, signal) => reject(new Error(`redis-server ended (${signal ?? code}) before it answered:\n${log.trim()}`)))
  })
  ended.catch(() => undefined)

  const client = new Redis({ port, host: '127.0.0.1', protocol: 2, maxRetriesPerRequest: null, retryStrategy: () => 100 })
  client.on('error', () => undefined)
  const late = new Promise<never>((_, reject) => {
    setTimeout(
      () => reject(new Error(`redis-server did not answer within ${START_LIMIT_MS / 1000} s:\n${log.trim()}`)),
      START_LIMIT_MS,
    ).unref()
  })
  late.catch(() => undefined)
  try {
    // ioredis queues commands until the server has loaded its data.
    await Promise.race([client.ping(), ended, late])
  } catch (error) {
    client.disconnect()
    server.kill('SIGKILL')
    throw error
  }
  return {
    port,
    client,
    process: server,
    async stop() {
      client.disconnect()
      if (server.exitCode === null && server.signalCode === null) {
        const exit = new Promise((resolve) => server.once('exit', resolve))
        server.kill('SIGTERM')
        await exit
      }
    },
  }
}
