import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { TestProject } from 'vitest/node'

/** Bindings that stand for addresses and secrets of a deployment. */
export interface WorkerTestBindings {
  DATABASE_URL: string
  TOKEN_SECRET: string
  MASTER_KEY: string
  PUBLIC_URL: string
  ROTARY_EMBEDDED: string
  UPSTASH_REDIS_REST_URL?: string
  UPSTASH_REDIS_REST_TOKEN?: string
  /** Not read by the worker: signs the demo connection's webhooks. */
  TEST_HOOK_SECRET: string
}

declare module 'vitest' {
  interface ProvidedContext {
    bindings: WorkerTestBindings
  }
}

/**
 * Engines for the suites that run inside workerd, which reaches them by plain HTTP as it would Upstash and
 * Neon. They are a process of their own: this project resolves packages as workerd does, not as Node does.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const engines = spawn(process.execPath, ['edge/dev/testEngines.ts'], { stdio: ['pipe', 'pipe', 'inherit'] })
  const ended = new Promise<void>((resolve) => engines.once('close', () => resolve()))
  const line = await Promise.race([
    new Promise<string>((resolve) => createInterface(engines.stdout).once('line', resolve)),
    ended.then(() => Promise.reject(new Error('The engines of the worker tests did not start'))),
  ])
  project.provide('bindings', JSON.parse(line) as WorkerTestBindings)
  return async () => {
    engines.stdin.end()
    await ended
  }
}
