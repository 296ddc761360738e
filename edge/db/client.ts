import { neon, neonConfig } from '@neondatabase/serverless'
import { drizzle, type NeonHttpDatabase } from 'drizzle-orm/neon-http'
import * as schema from './schema.ts'

export type Database = NeonHttpDatabase<typeof schema>

const neonEndpoint = neonConfig.fetchEndpoint

// Set once for all: a database on this very machine answers the same driver by plain HTTP, every other one is Neon's.
neonConfig.fetchEndpoint = (host, port, options) => {
  if (host === '127.0.0.1') return `http://127.0.0.1:${port}/sql`
  return typeof neonEndpoint === 'function' ? neonEndpoint(host, port, options) : neonEndpoint
}

/** The database by Neon's HTTP driver; cheap enough to be made anew for each request. */
export function connect(databaseUrl: string): Database {
  return drizzle(neon(databaseUrl), { schema })
}
