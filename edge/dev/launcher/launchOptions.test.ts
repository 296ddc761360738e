import { describe, expect, it } from 'vitest'
import { readLaunchOptions } from './launchOptions.ts'

const read = (args: string[] = [], env: NodeJS.ProcessEnv = {}) => readLaunchOptions(args, { env, root: '/home/me/rotary' })

describe('the options of npm start', () => {
  it('are the embedded default on loopback with the demo company when nothing is said', () => {
    expect(read()).toEqual({
      fresh: false,
      watch: false,
      port: 8787,
      host: '127.0.0.1',
      demo: true,
      publicUrl: null,
      behindProxy: false,
      allowPrivate: '',
      withoutRedis: false,
      data: '/home/me/rotary/.rotary',
      redis: null,
      databaseUrl: null,
    })
  })

  it('take each engine from the environment by itself', () => {
    expect(read([], { DATABASE_URL: 'postgres://a' })).toMatchObject({ databaseUrl: 'postgres://a', redis: null })
    expect(read([], { UPSTASH_REDIS_REST_URL: 'https://r', UPSTASH_REDIS_REST_TOKEN: 't' })).toMatchObject({
      redis: { url: 'https://r', token: 't' },
    })
  })

  it('leave the demo company out where others can reach the edge', () => {
    expect(read([], { HOST: '0.0.0.0' })).toMatchObject({ host: '0.0.0.0', demo: false })
  })

  it.each<[string, string[], NodeJS.ProcessEnv]>([
    ['an unknown option', ['--frehs'], {}],
    ['a port that is no number', [], { PORT: '80a' }],
    ['a port out of range', [], { PORT: '70000' }],
    ['a Redis without its token', [], { UPSTASH_REDIS_REST_URL: 'https://r' }],
  ])('refuse %s', (_, args, env) => {
    expect(() => read(args, env)).toThrow()
  })
})
