import type { MiddlewareHandler } from 'hono'
import { createMiddleware } from 'hono/factory'
import type * as v from 'valibot'
import type { AppEnv } from '../../app.ts'

const OPERATION = Symbol('operation')

/** What the API's document says of one route; the schemas are those that the route itself reads with. */
export interface Operation {
  /** Name of the operation in generated clients. */
  id: string
  summary: string
  /** Chapter of the document. */
  tag: string
  query?: v.GenericSchema
  body?: v.GenericSchema
  /** Media type of the request's body; JSON by default. */
  takes?: string
  /** What a success holds; absent: nothing. */
  answer?: v.GenericSchema
  /** Media types of a success other than JSON. */
  gives?: string[]
  status?: 200 | 201 | 204
  /** `key` by default. `open`: nothing is asked for. */
  access?: 'key' | 'open' | 'ticket'
}

/** Marks a route with what `/openapi.json` says of it; does nothing to its requests. */
export function documented(operation: Operation): MiddlewareHandler<AppEnv> {
  return Object.assign(
    createMiddleware<AppEnv>((_, next) => next()),
    { [OPERATION]: operation },
  )
}

/** The operation that a handler was marked with. */
export function operationOf(handler: unknown): Operation | undefined {
  return typeof handler === 'function' ? (Reflect.get(handler, OPERATION) as Operation | undefined) : undefined
}
