import { spawn } from 'node:child_process'
import { performance } from 'node:perf_hooks'

export interface Step {
  name: string
  command: string
  args: string[]
  env?: Record<string, string>
  /** Shows output as it comes; otherwise it is shown only if the step fails. */
  live?: boolean
}

export interface StepResult {
  name: string
  ok: boolean
  seconds: number
}

/** Runs one check as its own process and says in one line how it went. */
export function runStep({ name, command, args, env, live = false }: Step): Promise<StepResult> {
  const began = performance.now()
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: live ? 'inherit' : 'pipe', env: { ...process.env, ...env } })
    let output = ''
    const keep = (chunk: Buffer) => (output += chunk.toString())
    child.stdout?.on('data', keep)
    child.stderr?.on('data', keep)
    const end = (ok: boolean) => {
      const seconds = (performance.now() - began) / 1000
      if (!ok && !live) process.stdout.write(output)
      console.log(`${ok ? '✓' : '✗'} ${name} (${seconds.toFixed(1)} s)`)
      resolve({ name, ok, seconds })
    }
    child.on('error', (error) => {
      output += `${error.message}\n`
      end(false)
    })
    child.on('close', (code) => end(code === 0))
  })
}
