import { sql } from 'drizzle-orm'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import { connect } from './client.ts'

/** Applies what is missing of `folder`, each migration in one transaction with its mark, so that a kill in between leaves nothing half done. */
export async function migrate(databaseUrl: string, folder: string): Promise<number> {
  const db = connect(databaseUrl)
  await db.execute(sql`create table if not exists rotary_migrations (hash text primary key, at timestamptz not null default now())`)
  const done = await db.execute<{ hash: string }>(sql`select hash from rotary_migrations`)
  const applied = new Set(done.rows.map((row) => row.hash))
  let count = 0
  for (const migration of readMigrationFiles({ migrationsFolder: folder })) {
    if (applied.has(migration.hash)) continue
    await db.batch([
      db.execute(sql`insert into rotary_migrations (hash) values (${migration.hash})`),
      ...migration.sql.map((statement) => db.execute(sql.raw(statement))),
    ])
    count++
  }
  return count
}
