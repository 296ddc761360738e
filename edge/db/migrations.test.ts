import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { openTestDatabase } from '../dev/postgres/openTestDatabase.ts'
import { migrate } from './migrate.ts'

const copy = mkdtempSync(join(tmpdir(), 'rotary-migrations-'))
afterAll(() => rmSync(copy, { recursive: true }))

test('the committed migrations give the schema that the tables describe', () => {
  cpSync('edge/db/migrations', copy, { recursive: true })
  const before = readdirSync(copy)
  execFileSync('drizzle-kit', ['generate', '--dialect=postgresql', '--schema=edge/db/schema.ts', `--out=${relative('.', copy)}`], {
    stdio: 'pipe',
  })
  expect(readdirSync(copy), 'run npm run db:generate and commit what it writes').toEqual(before)
}, 60_000)

test('migrations are applied once', async () => {
  const database = await openTestDatabase()
  expect(await migrate(database.url, 'edge/db/migrations')).toBeGreaterThan(0)
  expect(await migrate(database.url, 'edge/db/migrations')).toBe(0)
  await database.stop()
}, 60_000)
