import type { FromHost, ToHost } from './hostMessages.ts'

export interface Served<Value> {
  /** Told to the launcher when all is up. */
  readonly value: Value
  stop(): Promise<void>
  reload?(): Promise<void>
}

/**
 * The main loop of a host process: starts on the launcher's word, stops on its word, on a signal, or when the launcher is
 * gone. `died` reports that the engine inside has ended by itself.
 */
export function serveLauncher<Value>(start: (options: unknown, died: (message: string) => void) => Promise<Served<Value>>): void {
  let served: Promise<Served<Value>> | undefined
  let stopping = false
  const send = (message: FromHost) => {
    if (process.connected) process.send?.(message)
  }
  const stop = async () => {
    if (stopping) return
    stopping = true
    await served?.then((running) => running.stop()).catch(() => undefined)
    process.exit(0)
  }
  const died = (message: string) => {
    if (stopping) return
    send({ kind: 'died', message })
    void stop()
  }
  process.on('message', (message: ToHost) => {
    if (message.kind === 'stop') void stop()
    if (message.kind === 'reload') void served?.then((running) => running.reload?.())
    if (message.kind === 'start') {
      served = start(message.options, died)
      served.then(
        ({ value }) => send({ kind: 'ready', value }),
        (error: unknown) => {
          send({ kind: 'failed', message: error instanceof Error ? error.message : String(error) })
          process.exitCode = 1
          process.disconnect()
        },
      )
    }
  })
  // The launcher ends us by message; a signal of the terminal's group must not come first.
  process.on('SIGINT', () => undefined)
  process.on('SIGTERM', () => void stop())
  process.on('disconnect', () => void stop())
}
