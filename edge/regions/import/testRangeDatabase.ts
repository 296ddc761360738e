import { generateDrizzleJson, generateMigration } from 'drizzle-kit/api'
import { openTestDatabase, type TestDatabase } from '../../dev/postgres/openTestDatabase.ts'
import * as tables from '../regions.table.ts'

/** A fresh Postgres in memory with the tables of the ranges and nothing else. */
export async function openRangeDatabase(): Promise<TestDatabase> {
  const database = await openTestDatabase()
  const statements = await generateMigration(generateDrizzleJson({}), generateDrizzleJson(tables))
  await database.pglite.exec(statements.join(';\n'))
  return database
}
