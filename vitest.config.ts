import { availableParallelism } from 'node:os'
import { cloudflareTest } from '@cloudflare/vitest-plugin'
import { defineConfig } from 'vitest/config'
import type { WorkerTestBindings } from './edge/dev/workerTestEngines.ts'

const WORKER = ['edge/**/*.worker.test.ts']
const REDIS = ['edge/**/*.redis.test.ts']

export default defineConfig({
  test: {
    // Left to itself vitest leaves a core idle, which on two cores is half of the machine.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    // Modules are read once for all files of a worker where nothing of a test lives in a module: half of a minute and more.
    projects: [
      { test: { name: 'widget', environment: 'happy-dom', include: ['widget/**/*.test.ts'] } },
      { test: { name: 'edge', isolate: false, include: ['edge/**/*.test.{ts,tsx}'], exclude: [...REDIS, ...WORKER] } },
      { test: { name: 'redis', isolate: false, include: REDIS, testTimeout: 30_000, hookTimeout: 60_000 } },
      {
        plugins: [
          cloudflareTest(({ inject }) => ({
            wrangler: { configPath: './wrangler.toml' },
            miniflare: { bindings: { ...inject<WorkerTestBindings>('bindings') } },
          })),
        ],
        test: { name: 'worker', include: WORKER, globalSetup: './edge/dev/workerTestEngines.ts', testTimeout: 30_000, hookTimeout: 60_000 },
      },
      { test: { name: 'browser', isolate: false, include: ['widget/e2e/**/*.e2e.ts'], testTimeout: 60_000, hookTimeout: 120_000 } },
    ],
  },
})
