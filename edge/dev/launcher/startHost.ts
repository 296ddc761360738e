import { fork } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import type { FromHost, ToHost } from './hostMessages.ts'
import { LaunchProblem } from './launchProblem.ts'
import { ENGINE_MARK } from './leftovers.ts'

export interface HostOptions {
  /** For people: `Redis`. */
  readonly name: string
  /** The module that the process runs. */
  readonly module: string
  readonly options: object
  readonly dataFolder: string
  /** The engine has ended though nobody asked it to. */
  readonly onDeath: (message: string) => void
}

export interface Host<Value> {
  readonly name: string
  readonly value: Value
  reload(): void
  stop(): Promise<void>
}

const STOP_LIMIT_MS = 10_000

/** Runs one engine in a process group of its own, so that the whole group can be ended whatever happens to its head. */
export async function startHost<Value>({ name, module, options, dataFolder, onDeath }: HostOptions): Promise<Host<Value>> {
  const child = fork(module, {
    detached: true,
    execArgv: ['--disable-warning=ExperimentalWarning'],
    env: { ...process.env, [ENGINE_MARK]: dataFolder },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const send = (message: ToHost) => {
    if (child.connected) child.send(message)
  }
  let stopping = false
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const endGroup = () => {
    try {
      process.kill(-child.pid!, 'SIGKILL')
    } catch {
      // Nobody of the group is left.
    }
  }
  const stop = async () => {
    stopping = true
    send({ kind: 'stop' })
    await Promise.race([exited, sleep(STOP_LIMIT_MS, undefined, { ref: false })])
    endGroup()
    await exited
  }
  const value = await new Promise<Value>((resolve, reject) => {
    const fail = (message: string) => reject(new LaunchProblem(`${name} does not come up: ${message}`))
    child.on('message', (message: FromHost) => {
      if (message.kind === 'ready') resolve(message.value as Value)
      if (message.kind === 'failed') fail(message.message)
      if (message.kind === 'died' && !stopping) onDeath(message.message)
    })
    child.once('error', (error) => fail(error.message))
    child.once('exit', (code, signal) => {
      endGroup()
      fail(`its process ended (${signal ?? code})`)
      if (!stopping) onDeath(`its process ended (${signal ?? code})`)
    })
    send({ kind: 'start', options })
  }).catch(async (error: unknown) => {
    await stop()
    throw error
  })
  return { name, value, reload: () => send({ kind: 'reload' }), stop }
}
