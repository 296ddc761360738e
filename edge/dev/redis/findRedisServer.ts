import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

/** The first `redis-server` on the PATH, or null. */
export function findRedisServer(path = process.env['PATH'] ?? ''): string | null {
  for (const folder of path.split(delimiter)) {
    if (!folder) continue
    const file = join(folder, 'redis-server')
    try {
      accessSync(file, constants.X_OK)
      return file
    } catch {
      continue
    }
  }
  return null
}

/** Redis suites run by `describe.skipIf(!hasRedisServer)`. */
export const hasRedisServer = findRedisServer() !== null
