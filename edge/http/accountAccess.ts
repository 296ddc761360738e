import { createMiddleware } from 'hono/factory'
import type { AppEnv } from '../app.ts'
import { bearer } from './bearer.ts'

const reading = bearer('admin', 'read')
const writing = bearer('admin')

/** Of an account's own things: keys with the role read may look, only admins may change. */
export const accountAccess = createMiddleware<AppEnv>((c, next) =>
  (c.req.method === 'GET' || c.req.method === 'HEAD' ? reading : writing)(c, next),
)
