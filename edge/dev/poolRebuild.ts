import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { Redis } from '@upstash/redis/cloudflare'
import { asc, inArray } from 'drizzle-orm'
import type { SiteKey } from '../brands.ts'
import { connect } from '../db/client.ts'
import { sites } from '../db/schema.ts'
import { REDIS_CLIENT_OPTIONS, redisHotState } from '../pool/redis/redisHotState.ts'
import { createProgressBar } from '../regions/import/progressBar.ts'
import { rebuildSite } from '../sites/rebuildSite.ts'

const USAGE = `npm run pool:rebuild [-- <site key> …]
  Writes settings, pools and the directory of numbers from Postgres into Redis, of all sites or of those named. What Redis has
  already stays, so it may run at any time and again.
  DATABASE_URL, UPSTASH_REDIS_REST_URL and UPSTASH_REDIS_REST_TOKEN say where; without them the engines of \`npm start\` are taken.`

interface EngineAddresses {
  databaseUrl: string
  redis: { url: string; token: string } | null
}

async function findEngines(): Promise<EngineAddresses & { redis: object }> {
  const {
    DATABASE_URL: databaseUrl,
    UPSTASH_REDIS_REST_URL: url,
    UPSTASH_REDIS_REST_TOKEN: token = '',
    ROTARY_DATA: data = '.rotary',
  } = process.env
  const running = await readFile(join(data, 'engines.json'), 'utf8').then(
    (text) => JSON.parse(text) as EngineAddresses,
    () => null,
  )
  const database = databaseUrl ?? running?.databaseUrl
  const redis = url ? { url, token } : running?.redis
  if (running && running.redis === null && !url) {
    throw new Error('The hot state lives in Durable Objects, which the worker itself fills from Postgres when they are empty')
  }
  if (redis === null)
    throw new Error('The hot state lives in Durable Objects: each site is rebuilt by its next lease, nothing is to be done')
  if (!database || !redis) throw new Error('No engines: start Rotary with `npm start`, or set DATABASE_URL and UPSTASH_REDIS_REST_URL')
  return { databaseUrl: database, redis }
}

const { values, positionals } = parseArgs({ allowPositionals: true, options: { help: { type: 'boolean', default: false } } })
if (values.help) console.log(USAGE)
else {
  try {
    await rebuild(await findEngines(), positionals as SiteKey[])
  } catch (error) {
    console.error((error as Error).message)
    process.exitCode = 1
  }
}

async function rebuild({ databaseUrl, redis }: EngineAddresses & { redis: object }, wanted: SiteKey[]): Promise<void> {
  const db = connect(databaseUrl)
  const hot = redisHotState(new Redis({ ...redis, ...REDIS_CLIENT_OPTIONS }))
  const found = await db
    .select({ key: sites.key })
    .from(sites)
    .where(wanted.length ? inArray(sites.key, wanted) : undefined)
    .orderBy(asc(sites.key))
  const missing = wanted.filter((key) => !found.some((site) => site.key === key))
  if (missing.length) throw new Error(`There is no site ${missing.join(', ')}`)
  const progress = createProgressBar(process.stdout, () => performance.now())
  for (const [index, { key }] of found.entries()) {
    await rebuildSite({ db, hot, clock: Date.now }, key, progress.step(`${key} (${index + 1} of ${found.length})`))
  }
  progress.end()
  console.log(`${found.length} sites are as Postgres says`)
}
