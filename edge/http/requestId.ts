import { createMiddleware } from 'hono/factory'
import type { AppEnv } from '../app.ts'
import { newId } from '../ids.ts'

/** Every request has an id of ours, in its answer's `X-Request-Id` and in the error body. */
export const requestId = createMiddleware<AppEnv>(async (c, next) => {
  const id = newId<string>('req', c.var.services.ids)
  c.set('requestId', id)
  await next()
  c.res.headers.set('X-Request-Id', id)
})
