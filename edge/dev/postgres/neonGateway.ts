import type { IncomingHttpHeaders, IncomingMessage, RequestListener } from 'node:http'
import type { PGlite } from '@electric-sql/pglite'
import { jsonListener, type JsonAnswer } from '../jsonListener.ts'
import { readBody } from '../readBody.ts'
import { readSqlBody, type SqlResult } from './neonProtocol.ts'
import { runQueries, type SqlError } from './runQueries.ts'

export interface NeonGatewayOptions {
  readonly database: PGlite
  /** The password that the connection string must carry. */
  readonly password: string
}

const refusal = (status: number, error: SqlError): JsonAnswer => ({ status, body: error })

/**
 * Answers `@neondatabase/serverless` as Neon's SQL over HTTP would: `POST /sql` with one query or a transaction.
 * https://github.com/neondatabase/serverless#transaction
 */
export function createNeonGateway({ database, password }: NeonGatewayOptions): RequestListener {
  async function answer(request: IncomingMessage): Promise<JsonAnswer> {
    const { headers } = request
    if (request.method !== 'POST' || request.url !== '/sql') return refusal(404, { message: 'POST /sql is the only path' })
    // The header also keeps strangers' pages out: a browser asks for leave before it sends a header of this name.
    if (!carriesPassword(headers, password))
      return refusal(400, { message: 'password authentication failed', severity: 'FATAL', code: '28P01' })
    if (headers['neon-raw-text-output'] !== 'true') return refusal(400, { message: 'only Neon-Raw-Text-Output: true is served here' })
    const text = await readBody(request)
    if (text === null) return refusal(413, { message: 'request is too large' })
    const body = readSqlBody(parseJson(text))
    if (body === null) return refusal(400, { message: 'invalid request body' })

    const begin = beginStatement(headers)
    if (begin === null) return refusal(400, { message: 'invalid isolation level' })
    const outcome = await runQueries({ database, queries: body.queries, ...(body.kind === 'batch' && { begin }) })
    if (outcome.kind === 'refused') return refusal(400, outcome.error)
    const results = outcome.results.map((result) => shapeResult(result, headers['neon-array-mode'] === 'true'))
    return { status: 200, body: body.kind === 'batch' ? { results } : results[0] }
  }

  return jsonListener(answer, (message) => refusal(500, { message }))
}

function shapeResult({ command, rowCount, fields, rows }: SqlResult, rowAsArray: boolean) {
  const shaped = rowAsArray ? rows : rows.map((row) => Object.fromEntries(fields.map(({ name }, i) => [name, row[i] ?? null])))
  return { command, rowCount, fields, rows: shaped, rowAsArray }
}

function carriesPassword(headers: IncomingHttpHeaders, password: string): boolean {
  const given = headers['neon-connection-string']
  return typeof given === 'string' && URL.canParse(given) && decodeURIComponent(new URL(given).password) === password
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

const ISOLATION: Record<string, string> = {
  ReadUncommitted: 'READ UNCOMMITTED',
  ReadCommitted: 'READ COMMITTED',
  RepeatableRead: 'REPEATABLE READ',
  Serializable: 'SERIALIZABLE',
}

/** The driver's `Neon-Batch-…` headers as SQL, or null when the level has no such name. */
function beginStatement(headers: IncomingHttpHeaders): string | null {
  const name = headers['neon-batch-isolation-level']
  const level = name === undefined ? '' : ISOLATION[String(name)]
  if (level === undefined) return null
  return (
    'BEGIN' +
    (level && ` ISOLATION LEVEL ${level}`) +
    (headers['neon-batch-read-only'] === 'true' ? ' READ ONLY' : '') +
    (headers['neon-batch-deferrable'] === 'true' ? ' DEFERRABLE' : '')
  )
}
