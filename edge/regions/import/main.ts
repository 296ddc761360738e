import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { sql } from 'drizzle-orm'
import { connect, type Database } from '../../db/client.ts'
import { sites } from '../../db/schema.ts'
import { type Correction } from '../findCorrection.ts'
import { parseRange } from '../parseRange.ts'
import { regionCode } from '../regionCode.ts'
import { compileStored, importRegions } from './importRegions.ts'
import { BadFile } from './placeRanges.ts'
import { createProgressBar } from './progressBar.ts'
import { createRangeStore } from './ranges.store.ts'
import { siteCorrections, type SiteCorrections } from './siteCorrections.ts'

const USAGE = `npm run regions:import -- <file> [<file> …] [options]
  files: MaxMind GeoLite2 / GeoIP2 City or DB-IP City (.mmdb), or CSV of start,end,country,region; one or both IP families
  --countries RU,KZ,US   keep these countries only
  --corrections <file>   lines of range,region (203.0.113.0/24,RU-MOW) that are written over the files
  --from-database        make the shards anew from Postgres, without files
  --out <folder>         where the worker's assets have the shards (dist/assets/regions)
  DATABASE_URL says which Postgres keeps the ranges; without it they are compiled only`

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    countries: { type: 'string' },
    corrections: { type: 'string' },
    'from-database': { type: 'boolean', default: false },
    out: { type: 'string', default: 'dist/assets/regions' },
    help: { type: 'boolean', default: false },
  },
})
const databaseUrl = process.env['DATABASE_URL']
const db = databaseUrl ? connect(databaseUrl) : null
const store = db && createRangeStore(db)
const progress = createProgressBar(process.stdout, () => performance.now())
const folder = values.out

try {
  if (values.help || (positionals.length === 0 && !values['from-database'])) {
    console.log(USAGE)
    process.exitCode = values.help ? 0 : 2
  } else if (values['from-database']) {
    if (!store) throw new BadFile('--from-database needs DATABASE_URL')
    const compiled = await compileStored({ store, folder, progress })
    if (!compiled) throw new BadFile('Postgres has no address table yet: import a file first')
    console.log(`${folder}: set ${compiled.version}, ${compiled.shards} shards`)
  } else {
    const ofSites = siteCorrections(db ? await correctionsOfSites(db) : [])
    const imported = await importRegions({
      files: positionals,
      countries: countriesOf(values.countries),
      corrections: [...ofSites.folded, ...(await correctionsOf(values.corrections))],
      store,
      folder,
      progress,
      builtAt: new Date(),
    })
    console.log(imported.report.lines().join('\n'))
    console.log(
      `${folder}: set ${imported.version}, ${imported.shards} shards, IPv4 ${imported.bytes[4]} bytes, IPv6 ${imported.bytes[6]} bytes`,
    )
    if (ofSites.folded.length > 0) console.log(`${ofSites.folded.length} corrections of the sites were folded in`)
    if (ofSites.left > 0)
      console.log(`${ofSites.left} corrections stay with their sites: other companies have sites here, or two sites disagree`)
    console.log(`peak memory ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`)
    if (!store) console.log('The ranges were not written to Postgres: DATABASE_URL is not set.')
  }
} catch (error) {
  progress.end()
  console.error(error instanceof BadFile ? error.message : error)
  console.error('The table in use was not touched.')
  process.exitCode = 1
}

/** None where the database has no sites yet. */
async function correctionsOfSites(db: Database): Promise<SiteCorrections[]> {
  const { rows } = await db.execute<{ there: boolean }>(sql`select to_regclass('sites') is not null as there`)
  if (!rows[0]?.there) return []
  const rowsOfSites = await db.select({ account: sites.accountId, options: sites.options }).from(sites)
  return rowsOfSites.map(({ account, options }) => ({ account, corrections: options.regions?.corrections ?? [] }))
}

function countriesOf(text: string | undefined): string[] | null {
  if (text === undefined) return null
  const countries = text.toUpperCase().split(',')
  for (const country of countries) if (!/^[A-Z]{2}$/.test(country)) throw new BadFile(`--countries: ${country} is no ISO 3166-1 code`)
  return countries
}

async function correctionsOf(path: string | undefined): Promise<Correction[]> {
  if (path === undefined) return []
  const lines = (await readFile(path, 'utf8')).split(/\r?\n/)
  return lines.flatMap((line, i) => {
    if (line.trim() === '') return []
    const [range = '', code = ''] = line.split(',').map((field) => field.trim())
    const region = regionCode(code)
    if (!parseRange(range) || !region)
      throw new BadFile(`${path}, line ${i + 1}: expected a range and a region, such as 203.0.113.0/24,RU-MOW`)
    return [{ range, region }]
  })
}
