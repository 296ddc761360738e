/** One query with its parameters in PostgreSQL's text form. */
export interface SqlQuery {
  query: string
  params: (string | null)[]
}

export interface SqlField {
  name: string
  tableID: number
  columnID: number
  dataTypeID: number
  dataTypeSize: number
  dataTypeModifier: number
  format: 'text'
}

/** The answer to one query as `@neondatabase/serverless` reads it. */
export interface SqlResult {
  command: string
  rowCount: number | null
  fields: SqlField[]
  rows: (string | null)[][]
}

/** What `NeonDbError` takes over from an error body. */
export const ERROR_FIELDS = [
  'severity',
  'code',
  'detail',
  'hint',
  'position',
  'internalPosition',
  'internalQuery',
  'where',
  'schema',
  'table',
  'column',
  'dataType',
  'constraint',
  'file',
  'line',
  'routine',
] as const

export type ErrorField = (typeof ERROR_FIELDS)[number]

/** The body of `POST /sql`: one query, or several that are one transaction; null when it is neither. */
export function readSqlBody(body: unknown): { kind: 'single' | 'batch'; queries: SqlQuery[] } | null {
  if (typeof body !== 'object' || body === null) return null
  if ('queries' in body) {
    if (!Array.isArray(body.queries)) return null
    const queries = body.queries.map(readQuery)
    return queries.every((query) => query !== null) ? { kind: 'batch', queries } : null
  }
  const query = readQuery(body)
  return query === null ? null : { kind: 'single', queries: [query] }
}

function readQuery(value: unknown): SqlQuery | null {
  if (typeof value !== 'object' || value === null || !('query' in value) || typeof value.query !== 'string') return null
  const params = 'params' in value ? value.params : []
  return Array.isArray(params) ? { query: value.query, params: params.map(asText) } : null
}

/** JSON → text form: arrays become PostgreSQL arrays, objects their JSON. */
function asText(value: unknown): string | null {
  if (value === null || value === undefined) return null
  if (typeof value === 'string') return value
  if (Array.isArray(value)) return `{${value.map(asArrayItem).join(',')}}`
  return JSON.stringify(value)
}

function asArrayItem(value: unknown): string {
  if (value === null || value === undefined) return 'NULL'
  if (Array.isArray(value)) return asText(value) ?? 'NULL'
  return `"${(asText(value) ?? '').replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`
}
