import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { neon } from '@neondatabase/serverless'
import { Redis } from '@upstash/redis/cloudflare'
import { afterAll, describe, expect, it } from 'vitest'
import '../db/client.ts'
import { findEngines } from './launcher/leftovers.ts'
import { startHost } from './launcher/startHost.ts'
import type { PostgresHostOptions, PostgresHostValue } from './postgres/host.ts'
import { findRedisServer, hasRedisServer } from './redis/findRedisServer.ts'
import type { RedisHostOptions, RedisHostValue } from './redis/host.ts'

describe('what a local engine has answered outlives its kill -9', { timeout: 60_000 }, () => {
  const dir = realpathSync(mkdtempSync(join(tmpdir(), 'rotary-durability-')))
  afterAll(() => rmSync(dir, { recursive: true, force: true }))

  /** Writes from several callers at once until the engine is killed; gives the highest number that each of them had answered. */
  async function writeUntilKilled(write: (writer: number, n: number) => Promise<unknown>, kill: () => void): Promise<number[]> {
    const writers = [0, 1, 2, 3, 4, 5, 6, 7]
    setTimeout(kill, 700)
    return Promise.all(
      writers.map(async (writer) => {
        for (let n = 1; ; n++) {
          try {
            await write(writer, n)
          } catch {
            return n - 1
          }
        }
      }),
    )
  }
  const killAll = () => findEngines(dir).forEach((pid) => process.kill(pid, 'SIGKILL'))

  it('in Postgres, single commits and batches alike', async () => {
    const options: PostgresHostOptions = { dir: join(dir, 'postgres'), password: 'secret' }
    const start = () =>
      startHost<PostgresHostValue>({
        name: 'Postgres',
        module: join(import.meta.dirname, 'postgres/host.ts'),
        options,
        dataFolder: dir,
        onDeath: () => undefined,
      })
    const first = await start()
    const client = neon(first.value.databaseUrl)
    await client.query('create table written (writer int, n int, primary key (writer, n))')
    const insert = (writer: number, n: number) => client.query('insert into written values ($1, $2)', [writer, n])
    const answered = await writeUntilKilled(
      (writer, n) => (writer % 2 ? insert(writer, n) : client.transaction([insert(writer, n), client.query('select 1')])),
      killAll,
    )
    expect(Math.min(...answered)).toBeGreaterThan(0)

    const second = await start()
    const rows = await neon(second.value.databaseUrl).query(
      'select writer, max(n) as n, count(*)::int as count from written group by writer order by writer',
    )
    await second.stop()
    for (const [writer, n] of answered.entries()) {
      const row = rows[writer] as { n: number; count: number }
      // The last write may have been stored without its answer.
      expect([n, n + 1]).toContain(row.n)
      expect(row.count).toBe(row.n)
    }
  })

  it.skipIf(!hasRedisServer)('in Redis', async () => {
    const options: RedisHostOptions = { binary: findRedisServer()!, dir: join(dir, 'redis'), token: 'secret' }
    const start = () =>
      startHost<RedisHostValue>({
        name: 'Redis',
        module: join(import.meta.dirname, 'redis/host.ts'),
        options,
        dataFolder: dir,
        onDeath: () => undefined,
      })
    const first = await start()
    const driver = (url: string) => new Redis({ url, token: 'secret', retry: false })
    const redis = driver(first.value.url)
    const script = "redis.call('XADD', KEYS[1], '*', 'n', ARGV[1]) return redis.call('INCR', KEYS[2])"
    const answered = await writeUntilKilled((writer, n) => redis.eval(script, [`stream${writer}`, `count${writer}`], [n]), killAll)
    expect(Math.min(...answered)).toBeGreaterThan(0)

    const second = await start()
    const after = driver(second.value.url)
    for (const [writer, n] of answered.entries()) {
      const length = await after.xlen(`stream${writer}`)
      expect([n, n + 1]).toContain(length)
      expect(await after.get(`count${writer}`)).toBe(length)
    }
    await second.stop()
  })
})
