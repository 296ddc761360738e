import type { Context } from 'hono'
import * as v from 'valibot'
import { RotaryError } from '../errors.ts'

/** The query of the given shape; what is named twice counts once. */
export function readQuery<Schema extends v.GenericSchema>(c: Context, schema: Schema): v.InferOutput<Schema> {
  return parseQuery(c.req.query(), schema)
}

export function parseQuery<Schema extends v.GenericSchema>(query: Record<string, string>, schema: Schema): v.InferOutput<Schema> {
  const parsed = v.safeParse(schema, query, { abortEarly: true })
  if (parsed.success) return parsed.output
  const [issue] = parsed.issues
  throw new RotaryError('invalid_query', `${v.getDotPath(issue) ?? 'query'}: ${issue.message}`)
}
