import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { SiteKey } from '../../../brands.ts'
import { connect } from '../../../db/client.ts'
import { recordedLog } from './recordedLog.ts'

/**
 * `npm run accuracy:export -- --site pk_… [--days 28] > visits.jsonl`: reads the database that DATABASE_URL names, else that of a
 * running `npm start`; changes nothing.
 */
const { values } = parseArgs({ options: { site: { type: 'string' }, days: { type: 'string', default: '28' } } })
const { DATABASE_URL, ROTARY_DATA = '.rotary' } = process.env
const running = await readFile(join(ROTARY_DATA, 'engines.json'), 'utf8').then(
  (text) => JSON.parse(text) as { databaseUrl: string },
  () => null,
)
const databaseUrl = DATABASE_URL ?? running?.databaseUrl
const days = Number(values.days)
if (!databaseUrl || !values.site || !(days > 0)) {
  console.error('Start Rotary or set DATABASE_URL, and say which site: npm run accuracy:export -- --site pk_demo [--days 28]')
  process.exitCode = 1
} else process.stdout.write(await recordedLog(connect(databaseUrl), { site: values.site as SiteKey, now: Date.now(), days }))
