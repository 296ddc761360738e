import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'widget', environment: 'happy-dom', include: ['widget/**/*.test.ts'] } },
      { test: { name: 'edge', include: ['edge/**/*.test.{ts,tsx}'], exclude: ['**/*.redis.test.ts', '**/*.worker.test.ts'] } },
      { test: { name: 'redis', include: ['edge/**/*.redis.test.ts'], testTimeout: 30_000 } },
      { test: { name: 'browser', include: ['widget/e2e/**/*.e2e.ts'], testTimeout: 60_000, hookTimeout: 60_000, fileParallelism: false } },
    ],
  },
})
