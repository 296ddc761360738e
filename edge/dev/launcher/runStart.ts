import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

export interface RunningStart {
  readonly child: ChildProcess
  readonly out: () => string
  readonly err: () => string
  /** The addresses of the last line. */
  ready(): Promise<{ edge: string; demo: string }>
  exitCode(): Promise<number | null>
}

/** `npm start` as a process, for tests. */
export function runStart({ env, args = [] }: { env: Record<string, string>; args?: string[] }): RunningStart {
  const { PATH = '', HOME = '' } = process.env
  const child = spawn(process.execPath, [join(import.meta.dirname, '../start.ts'), ...args], {
    env: { PATH, HOME, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  // A test that fails must not leave a launcher behind.
  process.once('exit', () => child.kill('SIGKILL'))
  let out = ''
  let err = ''
  const exit = once(child, 'exit').then(() => child.exitCode)
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()))
  const ready = new Promise<{ edge: string; demo: string }>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString()
      const found = /^ready edge=(\S+) demo=(\S+)\n$/m.exec(out)
      if (found) resolve({ edge: found[1]!, demo: found[2]! })
    })
    void exit.then((code) => reject(new Error(`start ended (${code}):\n${out}\n${err}`)))
  })
  ready.catch(() => undefined)
  return { child, out: () => out, err: () => err, ready: () => ready, exitCode: () => exit }
}
