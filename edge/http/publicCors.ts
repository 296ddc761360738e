import { createMiddleware } from 'hono/factory'

/** Answers that any page may read. No credentials are ever involved; whose page it is the site's settings say. */
export const publicCors = createMiddleware(async (c, next) => {
  c.header('Access-Control-Allow-Origin', '*')
  await next()
})
