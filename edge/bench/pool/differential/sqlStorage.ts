import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import type { Sql } from '../../../pool/object/sql.ts'

/** The part of a Durable Object's SQL that ours uses, on the same engine in Node. */
export function openSqlStorage(): Sql {
  const database = new DatabaseSync(':memory:')
  return {
    exec(query: string, ...values: SQLInputValue[]) {
      if (query.trimStart().startsWith('CREATE')) {
        database.exec(query)
        return { toArray: () => [] }
      }
      const rows = database.prepare(query).all(...values)
      return { toArray: () => rows, [Symbol.iterator]: () => rows[Symbol.iterator]() }
    },
  } as unknown as Sql
}
