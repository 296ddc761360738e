import { sql } from 'drizzle-orm'
import { inet, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core'
import type { RegionCode } from '../brands.ts'
import { moment } from '../db/columns.ts'

/** `loading`: its ranges are being written · `current`: what the shards are made from · `previous`: the one before it. */
export const REGION_SET_STATES = ['loading', 'current', 'previous'] as const
export type RegionSetState = (typeof REGION_SET_STATES)[number]

/** Imports of address tables. */
export const regionSets = pgTable(
  'region_sets',
  {
    id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
    state: text('state').$type<RegionSetState>().notNull().default('loading'),
    /** Names of the files imported. */
    source: text('source').notNull(),
    attribution: text('attribution').notNull(),
    /** What was mapped and what was not, by family. */
    report: jsonb('report').notNull(),
    builtAt: moment('built_at').notNull(),
  },
  (table) => [
    uniqueIndex('region_sets_current')
      .on(table.state)
      .where(sql`state = 'current'`),
  ],
)

/** The source of truth for which region an address is of: a range ends where the next one of its family starts. */
export const regionRanges = pgTable(
  'region_ranges',
  {
    setId: integer('set_id')
      .notNull()
      .references(() => regionSets.id, { onDelete: 'cascade' }),
    first: inet('first').notNull(),
    /** Null: unknown. */
    region: text('region').$type<RegionCode>(),
  },
  (table) => [primaryKey({ columns: [table.setId, table.first] })],
)
