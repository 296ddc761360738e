import { protocol, type PGlite } from '@electric-sql/pglite'
import type { ErrorField, SqlField, SqlQuery, SqlResult } from './neonProtocol.ts'
import { ERROR_FIELDS } from './neonProtocol.ts'

const { serialize, messages } = protocol

/** What PostgreSQL refused, under the names that `NeonDbError` has. */
export type SqlError = { message: string } & Partial<Record<ErrorField, string>>

export type SqlOutcome = { kind: 'done'; results: SqlResult[] } | { kind: 'refused'; error: SqlError }

/** Things that would stay in the one session that all callers share. */
const LEAVES_STATE = /^(SET|LISTEN|PREPARE|DECLARE|LOCK|DISCARD)/

/**
 * Runs queries as one transaction (`begin` given) or one query by itself, in a single exchange of the wire protocol: values
 * travel as text both ways, so that types are exactly those of PostgreSQL.
 */
export function runQueries({
  database,
  queries,
  begin,
}: {
  database: PGlite
  queries: readonly SqlQuery[]
  begin?: string
}): Promise<SqlOutcome> {
  const all = begin === undefined ? queries : [{ query: begin, params: [] }, ...queries, { query: 'COMMIT', params: [] }]
  const request = Buffer.concat([...all.flatMap(({ query, params }) => extendedQuery(query, params)), serialize.sync()])
  return database.runExclusive(async () => {
    const { messages: answers } = await database.execProtocol(request, { throwOnError: false, syncToFs: false })
    const outcome = readOutcome(answers)
    await leaveClean(database, answers)
    if (outcome.kind === 'refused' || begin === undefined) return outcome
    return { kind: 'done', results: outcome.results.slice(1, -1) }
  })
}

type Answers = Awaited<ReturnType<PGlite['execProtocol']>>['messages']

type Field = InstanceType<typeof messages.RowDescriptionMessage>['fields'][number]

function extendedQuery(text: string, values: (string | null)[]): Uint8Array[] {
  return [serialize.parse({ text }), serialize.bind({ values }), serialize.describe({ type: 'P' }), serialize.execute({})]
}

function readOutcome(answers: Answers): SqlOutcome {
  const results: SqlResult[] = []
  let fields: SqlField[] = []
  let rows: (string | null)[][] = []
  const finish = (tag: string) => {
    results.push({ ...readTag(tag), fields, rows })
    fields = []
    rows = []
  }
  for (const answer of answers) {
    if (answer instanceof messages.DatabaseError) return { kind: 'refused', error: readError(answer) }
    if (answer instanceof messages.DataRowMessage) rows.push(answer.fields)
    else if (answer instanceof messages.RowDescriptionMessage) fields = answer.fields.map(readField)
    else if (answer instanceof messages.CommandCompleteMessage) finish(answer.text)
    else if (answer.name === 'emptyQuery') finish('')
  }
  return { kind: 'done', results }
}

function readField({ name, tableID, columnID, dataTypeID, dataTypeSize, dataTypeModifier }: Field): SqlField {
  return { name, tableID, columnID, dataTypeID, dataTypeSize, dataTypeModifier, format: 'text' }
}

/** `INSERT 0 5`: the command and the number at the end, as Neon's proxy reads it. */
function readTag(tag: string): { command: string; rowCount: number | null } {
  const [command = '', ...rest] = tag.split(' ')
  const count = command === 'INSERT' ? rest[1] : rest[0]
  return { command, rowCount: count !== undefined && /^\d+$/.test(count) ? Number(count) : null }
}

function readError(error: InstanceType<typeof messages.DatabaseError>): SqlError {
  const given = ERROR_FIELDS.flatMap((field) => (error[field] === undefined ? [] : [[field, error[field]]]))
  return { message: error.message, ...(Object.fromEntries(given) as Partial<Record<ErrorField, string>>) }
}

/** Neon gives every request a clean session; here all share one. */
async function leaveClean(database: PGlite, answers: Answers): Promise<void> {
  const cleaning: string[] = []
  if (answers.some((answer) => answer instanceof messages.ReadyForQueryMessage && answer.status !== 'I')) cleaning.push('ROLLBACK')
  if (answers.some((answer) => answer instanceof messages.CommandCompleteMessage && LEAVES_STATE.test(answer.text)))
    cleaning.push('DISCARD ALL')
  for (const statement of cleaning) {
    const request = Buffer.concat([...extendedQuery(statement, []), serialize.sync()])
    await database.execProtocol(request, { throwOnError: false, syncToFs: false })
  }
}
