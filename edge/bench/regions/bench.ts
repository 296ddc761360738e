/**
 * `npm run bench:regions [-- --json]`: the address table of the whole world (DB-IP City Lite), held against mmdb-lib on the
 * same file in the same run. The last line is one JSON object:
 * lookupRatio    mmdb-lib's time of a look-up ÷ ours, the same random addresses as text, as many of each family, goal ≥ 15;
 *                also by family, for IPv6 where it is in use only, and against mmdb-lib with a cache of all records
 * agreement      share of answers that are mmdb-lib's, names mapped to codes: a million random addresses of each family, half of them in use, and
 *                every range border ± 1; inside `--countries RU` too, goal 1
 * bytesIPv4      all IPv4 shards, goal ≤ 16 MB
 * bytesRussia    all shards of `--countries RU`, goal < 1.5 MB
 * coldMs         a look-up in workerd with nothing in memory, fetches of assets included, goal ≤ 30; coldBytes: what it loads
 * importSeconds  both families, Postgres (PGlite by the Neon driver) included, goal < 300; importMegabytes: peak memory, goal < 2000
 * IP Geolocation by DB-IP (https://db-ip.com), CC BY 4.0.
 */
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { openRangeDatabase } from '../../regions/import/testRangeDatabase.ts'
import type { Manifest } from '../../regions/manifest.ts'
import { askBorders, createAgreement, type Tested } from './agreement.ts'
import { fetchDbip } from './fetchDbip.ts'
import { measureCold } from './measureCold.ts'
import { openTable } from './openTable.ts'
import { createReferee } from './referee.ts'
import { runImport } from './runImport.ts'
import { addressesAnywhere, addressesWithin } from './seededAddresses.ts'
import { median } from './median.ts'
import { measureSpeed, ratioOf, type Speed } from './measureSpeed.ts'

const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } })
const say = (line: string) => {
  if (!values.json) console.log(line)
}
const RANDOM = 1_000_000
const SPEED = 300_000
const ROUNDS = 7
const COLD = 25
const files = fetchDbip()
const home = mkdtempSync(join(tmpdir(), 'rotary-bench-regions-'))
const [world, russia] = [join(home, 'world', 'regions'), join(home, 'russia', 'regions')]

const bytesOf = (folder: string, { version, shards }: Manifest, family: string) =>
  shards.filter((name) => name.startsWith(family)).reduce((sum, name) => sum + statSync(join(folder, version, `${name}.bin`)).size, 0)

try {
  const database = await openRangeDatabase()
  const imported = await runImport({ args: [files.v4, files.v6, '--out', world], databaseUrl: database.url })
  await database.stop()
  await runImport({ args: [files.v4, files.v6, '--countries', 'RU', '--out', russia] })
  say(`import of the world: ${imported.seconds.toFixed(1)} s, at most ${imported.peakMegabytes} MB`)

  const agreement = createAgreement()
  const opened = { world: await openTable(world), russia: await openTable(russia) }
  const tested: Tested[] = [
    { table: opened.world.table, countries: null },
    { table: opened.russia.table, countries: ['RU'] },
  ]
  const speeds: Speed[] = []
  let located6: Speed | null = null
  const cold: string[] = []
  const tell = (what: string, { ours, mmdb, cached }: Speed) =>
    say(
      `${what}: ${median(ours).toFixed(0)} ns a look-up, mmdb-lib ${median(mmdb).toFixed(0)} ns, with a cache of all records ${median(cached).toFixed(0)} ns`,
    )
  for (const family of [4, 6] as const) {
    const file = family === 4 ? files.v4 : files.v6
    const referee = createReferee(file)
    const located = askBorders({ tested, referee, agreement, family, every: 20 })
    const within = addressesWithin({ ranges: located, count: RANDOM / 2, seed: 10 + family })
    for (const address of [...addressesAnywhere({ family, count: RANDOM / 2, seed: family }), ...within]) {
      const place = referee.placeOf(address)
      for (const each of tested) agreement.ask(each, address, referee.regionOfPlace(place, each.countries))
    }
    say(`IPv${family}: ${agreement.agreed} of ${agreement.asked} answers agree so far`)
    const random = addressesAnywhere({ family, count: SPEED, seed: 100 + family })
    const { table } = opened.world
    const speed = measureSpeed({ table, file, addresses: random, rounds: ROUNDS })
    speeds.push(speed)
    tell(`IPv${family}`, speed)
    if (family === 6) {
      located6 = measureSpeed({ table, file, addresses: within.slice(0, SPEED), rounds: ROUNDS })
      tell('IPv6 where it is in use', located6)
    }
    cold.push(...within.slice(0, COLD))
  }
  for (const address of agreement.disagreed) say(`disagreed: ${address}`)

  const { milliseconds, slowest, bytes, fetches } = await measureCold({ folder: join(home, 'world'), addresses: cold })
  say(`cold: ${milliseconds.toFixed(1)} ms, slowest ${slowest.toFixed(1)} ms, at most ${bytes} bytes in ${fetches} fetches`)
  const round = (figure: number) => Math.round(figure * 100) / 100
  const { manifest } = opened.world
  console.log(
    JSON.stringify({
      lookupRatio: round(ratioOf(speeds, 'mmdb')),
      agreement: agreement.agreed / agreement.asked,
      bytesIPv4: bytesOf(world, manifest, '4'),
      bytesRussia: bytesOf(russia, opened.russia.manifest, ''),
      coldMs: round(milliseconds),
      importSeconds: round(imported.seconds),
      lookupRatioIPv4: round(ratioOf(speeds.slice(0, 1), 'mmdb')),
      lookupRatioIPv6: round(ratioOf(speeds.slice(1), 'mmdb')),
      lookupRatioIPv6InUse: round(ratioOf([located6!], 'mmdb')),
      lookupRatioCached: round(ratioOf(speeds, 'cached')),
      asked: agreement.asked,
      bytesIPv6: bytesOf(world, manifest, '6'),
      coldBytes: bytes,
      importMegabytes: imported.peakMegabytes,
      shards: readdirSync(join(world, manifest.version)).length,
    }),
  )
} finally {
  rmSync(home, { recursive: true, force: true })
}
