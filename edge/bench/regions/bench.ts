/**
 * `npm run bench:regions [-- --json]`: the address table of the whole world (DB-IP City Lite), held against mmdb-lib on the
 * same file in the same run. The last line is one JSON object:
 * lookupRatio    mmdb-lib's time of a look-up ÷ ours, the worse of both families, same addresses as text, goal ≥ 15
 * agreement      share of answers that are mmdb-lib's, names mapped to codes: a million random addresses of each family and
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
import { measureSpeed, type Speed } from './measureSpeed.ts'

const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } })
const say = (line: string) => {
  if (!values.json) console.log(line)
}
const RANDOM = 1_000_000
const SPEED = 300_000
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
  const cold: string[] = []
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
    // IPv4 is full: anywhere. Most of IPv6 is empty, where neither side has anything to do.
    const addresses = family === 4 ? addressesAnywhere({ family, count: SPEED, seed: 104 }) : within.slice(0, SPEED)
    const speed = measureSpeed({ table: opened.world.table, file, addresses })
    speeds.push(speed)
    cold.push(...addresses.slice(0, COLD))
    const { ours, mmdb, cached } = speed
    say(
      `IPv${family}: ${ours.toFixed(0)} ns a look-up, mmdb-lib ${mmdb.toFixed(0)} ns, with a cache of all records ${cached.toFixed(0)} ns`,
    )
  }
  for (const address of agreement.disagreed) say(`disagreed: ${address}`)
  const ratios = speeds.map(({ ours, mmdb }) => mmdb / ours) as [number, number]
  const cachedRatios = speeds.map(({ ours, cached }) => cached / ours)

  const { milliseconds, slowest, bytes, fetches } = await measureCold({ folder: join(home, 'world'), addresses: cold })
  say(`cold: ${milliseconds.toFixed(1)} ms, slowest ${slowest.toFixed(1)} ms, at most ${bytes} bytes in ${fetches} fetches`)
  const round = (figure: number) => Math.round(figure * 100) / 100
  const { manifest } = opened.world
  console.log(
    JSON.stringify({
      lookupRatio: round(Math.min(...ratios)),
      agreement: agreement.agreed / agreement.asked,
      bytesIPv4: bytesOf(world, manifest, '4'),
      bytesRussia: bytesOf(russia, opened.russia.manifest, ''),
      coldMs: round(milliseconds),
      importSeconds: round(imported.seconds),
      lookupRatioIPv4: round(ratios[0]),
      lookupRatioIPv6: round(ratios[1]),
      lookupRatioCached: round(Math.min(...cachedRatios)),
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
