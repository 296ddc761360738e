import { neon, type NeonDbError } from '@neondatabase/serverless'
import { sql } from 'drizzle-orm'
import { bigint, customType, integer, jsonb, numeric, pgTable, text, timestamp, uniqueIndex } from 'drizzle-orm/pg-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { connect } from '../../db/client.ts'
import { openTestDatabase, type TestDatabase } from './openTestDatabase.ts'

const bytea = customType<{ data: Uint8Array }>({ dataType: () => 'bytea' })
const things = pgTable(
  'things',
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    name: text().unique(),
    big: bigint({ mode: 'bigint' }),
    price: numeric(),
    doc: jsonb(),
    raw: bytea(),
    at: timestamp({ withTimezone: true }),
    tags: text().array(),
  },
  (table) => [uniqueIndex('by_price').on(table.price)],
)

describe('the Neon gateway', () => {
  let database: TestDatabase
  const query = (text: string, params: unknown[] = [], options = {}) => neon(database.url).query(text, params, options)
  const db = () => connect(database.url)

  beforeAll(async () => {
    database = await openTestDatabase()
    await database.pglite
      .exec(`create table things (id int primary key generated always as identity, name text constraint things_name unique,
      big bigint, price numeric, doc jsonb, raw bytea, at timestamptz, tags text[]); create unique index by_price on things (price)`)
  }, 60_000)
  afterAll(() => database.stop())
  beforeEach(() => database.pglite.exec('truncate things restart identity'))

  describe('gives values as PostgreSQL has them', () => {
    it.each([
      ['null::int', null],
      ['1::int2', 1],
      ['(-2147483648)::int4', -2147483648],
      ['9223372036854775807::int8', '9223372036854775807'],
      ['123456789012345678901234567890.123::numeric', '123456789012345678901234567890.123'],
      ['0.1::float8', 0.1],
      ["'NaN'::float8", Number.NaN],
      ['true', true],
      ['false', false],
      ["''", ''],
      ["E'ж☎\\n\\t\"\\\\'", 'ж☎\n\t"\\'],
      [`'{"ж": [1, null, "x"]}'::jsonb`, { ж: [1, null, 'x'] }],
      ["'null'::jsonb", null],
      [`'{"b":1, "a":2}'::json`, { b: 1, a: 2 }],
      ["'\\x00ff10'::bytea", Buffer.from([0, 255, 16])],
      ["'{1,NULL,3}'::int[]", [1, null, 3]],
      [`'{"a b","ж\\"",NULL,""}'::text[]`, ['a b', 'ж"', null, '']],
      [
        "'{{1,2},{3,4}}'::int[]",
        [
          [1, 2],
          [3, 4],
        ],
      ],
      ["'0193e7a0-0000-7000-8000-000000000000'::uuid", '0193e7a0-0000-7000-8000-000000000000'],
    ])('%s', async (expression, expected) => {
      expect(await query(`select ${expression} as value`)).toEqual([{ value: expected }])
    })

    it('timestamps in UTC, to the microsecond', async () => {
      const { rows } = await db().execute(sql`select '2026-11-24T10:00:00.123456+03'::timestamptz as at, '2026-11-24'::date as day`)
      expect(rows).toEqual([{ at: '2026-11-24 07:00:00.123456+00', day: '2026-11-24' }])
    })
  })

  it.each([
    [null, 'text', null],
    [undefined, 'text', null],
    ['', 'text', ''],
    ['ж\'"\\', 'text', 'ж\'"\\'],
    [7, 'int', 7],
    [true, 'bool', true],
    ['9007199254740993', 'bigint', '9007199254740993'],
    [{ a: ['ж'] }, 'jsonb', { a: ['ж'] }],
    [['a', null, 'b"c'], 'text[]', ['a', null, 'b"c']],
    [Buffer.from([0, 255]), 'bytea', Buffer.from([0, 255])],
    [new Date(0), 'timestamptz', new Date(0)],
  ])('takes the parameter %j as %s', async (param, type, expected) => {
    // Drizzle, once imported, leaves times as text.
    const [row] = await query(`select $1::${type} as value`, [param])
    const value = row?.['value'] as unknown
    expect(type === 'timestamptz' ? new Date(String(value)) : value).toEqual(expected)
  })

  it('describes fields and commands like Neon', async () => {
    const inserted = await query('insert into things (name) values ($1), ($2)', ['a', 'b'], { fullResults: true })
    expect(inserted).toMatchObject({ command: 'INSERT', rowCount: 2, fields: [], rows: [] })
    const selected = await query('select id, name from things order by id', [], { fullResults: true, arrayMode: true })
    expect(selected).toMatchObject({
      command: 'SELECT',
      rowCount: 2,
      rowAsArray: true,
      rows: [
        [1, 'a'],
        [2, 'b'],
      ],
    })
    expect(selected).toMatchObject({
      fields: [{ name: 'id', dataTypeID: 23, dataTypeSize: 4, columnID: 1, format: 'text' }, { dataTypeID: 25 }],
    })
    expect(await query('update things set name = name', [], { fullResults: true })).toMatchObject({ command: 'UPDATE', rowCount: 2 })
    expect(await query('create temp table t (a int)', [], { fullResults: true })).toMatchObject({ command: 'CREATE', rowCount: null })
  })

  it('keeps every type through drizzle', async () => {
    const row = {
      name: 'ж',
      big: 9223372036854775807n,
      price: '12345678901234567890.10',
      doc: { deep: [null, 'ж'] },
      raw: Buffer.from([0, 1, 255]),
      at: new Date('2026-11-24T10:00:00.123Z'),
      tags: ['a', 'b,c', '"'],
    }
    expect(await db().insert(things).values(row).returning()).toEqual([{ id: 1, ...row }])
    expect(await db().select().from(things)).toEqual([{ id: 1, ...row }])
  })

  describe('says what PostgreSQL refused', () => {
    it.each([
      [
        '23505',
        "insert into things (name) values ('a'), ('a')",
        { constraint: 'things_name', table: 'things', schema: 'public', severity: 'ERROR' },
      ],
      ['23502', 'insert into things (id) overriding system value values (null)', { column: 'id' }],
      ['42P01', 'select * from nothing', { position: '15' }],
      ['42601', 'select 1; select 2', {}],
      ['42601', 'selec', { position: '1' }],
      ['22P02', "select 'x'::int", {}],
      ['22012', 'select 1/0', {}],
    ])('with code %s: %s', async (code, text, more) => {
      await expect(query(text)).rejects.toMatchObject({ name: 'NeonDbError', code, ...more } satisfies Partial<NeonDbError>)
    })

    it('and goes on', async () => {
      await expect(query('begin')).resolves.toBeDefined()
      await expect(query('selec')).rejects.toThrow()
      expect(await query('select 1 as one')).toEqual([{ one: 1 }])
    })

    it('through drizzle as the cause', async () => {
      await db().insert(things).values({ name: 'a' })
      await expect(db().insert(things).values({ name: 'a' })).rejects.toMatchObject({
        cause: { code: '23505', detail: 'Key (name)=(a) already exists.' },
      })
      await db().insert(things).values({ name: 'a' }).onConflictDoNothing()
    })
  })

  describe('runs a batch as one transaction', () => {
    it('and gives the result of each query', async () => {
      const [inserted, counted] = await db().batch([
        db()
          .insert(things)
          .values([{ name: 'a' }, { name: 'b' }])
          .returning({ id: things.id }),
        db()
          .select({ count: sql<number>`count(*)::int` })
          .from(things),
      ])
      expect(inserted).toEqual([{ id: 1 }, { id: 2 }])
      expect(counted).toEqual([{ count: 2 }])
    })

    it('that leaves nothing behind when one query fails', async () => {
      const batch = db().batch([
        db().insert(things).values({ name: 'a' }),
        db().insert(things).values({ name: 'a' }),
        db().insert(things).values({ name: 'c' }),
      ])
      await expect(batch).rejects.toMatchObject({ code: '23505' })
      expect(await db().$count(things)).toBe(0)
    })

    it('with the isolation asked for', async () => {
      const client = neon(database.url)
      const level = client.query('show transaction isolation level')
      expect(await client.transaction([level], { isolationLevel: 'Serializable' })).toEqual([[{ transaction_isolation: 'serializable' }]])
      const write = client.query("insert into things (name) values ('x')")
      await expect(client.transaction([write], { readOnly: true })).rejects.toMatchObject({ code: '25006' })
    })

    it('that nobody else comes between', async () => {
      const client = neon(database.url)
      await query("insert into things (name, price) values ('n', 0)")
      const add = () => client.query('update things set price = price + 1 returning price')
      const batches = await Promise.all(Array.from({ length: 20 }, () => client.transaction([add(), add()])))
      for (const [first, second] of batches) expect(Number(second?.[0]?.['price']) - Number(first?.[0]?.['price'])).toBe(1)
    })

    it('of hundreds of rows in well under a second', async () => {
      const rows = Array.from({ length: 500 }, (_, i) => ({ name: `row ${i}`, doc: { i }, at: new Date(i), price: String(i) }))
      const started = performance.now()
      await db().insert(things).values(rows)
      const [first, ...rest] = rows.map((row) =>
        db()
          .update(things)
          .set({ tags: ['x'] })
          .where(sql`name = ${row.name}`),
      )
      await db().batch([first!, ...rest])
      expect(await db().select().from(things)).toHaveLength(500)
      expect(performance.now() - started).toBeLessThan(5000)
    })
  })

  it('gives the next caller a clean session', async () => {
    await query("set timezone to 'Europe/Moscow'")
    await query('set search_path to nowhere')
    await query('begin')
    expect(await query("select current_setting('timezone') as zone, (select count(*)::int from things) as things")).toEqual([
      { zone: 'UTC', things: 0 },
    ])
    await query('insert into things (name) values ($1)', ['kept'])
    expect(await db().$count(things)).toBe(1)
  })

  it('keeps several databases of one process apart', async () => {
    const other = await openTestDatabase()
    await query("insert into things (name) values ('here')")
    await expect(connect(other.url).select().from(things)).rejects.toMatchObject({ cause: { code: '42P01' } })
    await other.stop()
  })

  describe('refuses', () => {
    it('a connection string with another password', async () => {
      await expect(neon(database.url.replace(':rotary@', ':other@')).query('select 1')).rejects.toMatchObject({ code: '28P01' })
    })

    it.each([
      ['/sql', {}, '{"query":"select 1"}', 400],
      ['/other', {}, '{}', 404],
    ])('what is not from the driver: %s', async (path, headers, body, status) => {
      const endpoint = new URL(database.url)
      const response = await fetch(`http://${endpoint.host}${path}`, { method: 'POST', headers, body })
      expect(response.status).toBe(status)
    })

    it.each(['', '[]', '{}', '{"query":1}', '{"query":"select 1","params":{}}', '{"queries":[{}]}'])('the body %s', async (body) => {
      const endpoint = new URL(database.url)
      const headers = { 'neon-connection-string': database.url, 'neon-raw-text-output': 'true', 'neon-array-mode': 'true' }
      const response = await fetch(`http://${endpoint.host}/sql`, { method: 'POST', headers, body })
      expect(response.status).toBe(400)
      expect(await response.json()).toEqual({ message: 'invalid request body' })
    })
  })
})
