type Value = string | number | null

/** The part of `SqlStorage` that the pool uses. */
export interface Sql {
  exec<Row extends Record<string, Value>>(query: string, ...values: Value[]): Iterable<Row> & { toArray(): Row[] }
}
