import { createMiddleware } from 'hono/factory'

/** Answers that any page may read. No credentials are ever involved; whose page it is the site's settings say. */
export const publicCors = createMiddleware(async (c, next) => {
  await next()
  c.res.headers.set('Access-Control-Allow-Origin', '*')
})
