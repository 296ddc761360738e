import { createMiddleware } from 'hono/factory'
import type { AppEnv } from '../app.ts'
import { newId } from '../ids.ts'

/** Every request has an id of ours, in its answer's `X-Request-Id` and in the error body. */
export const requestId = createMiddleware<AppEnv>(async (c, next) => {
  const id = newId<string>('req', c.get('services').ids)
  c.set('requestId', id)
  // Before the answer is made: afterwards it would have to be made again.
  c.header('X-Request-Id', id)
  await next()
})
