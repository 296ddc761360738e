import { Hono } from 'hono'
import type { AppEnv } from '../app.ts'
import { RotaryError } from '../errors.ts'
import { publicCors } from '../http/publicCors.ts'

/**
 * `GET /rotary-<name>.js`: the widget's further files, each loaded only where it is asked for: `more` by the core, `preview` by a
 * link, `mango` and `callrail` by sites that came from there. The same for every site.
 */
export const scriptsRoutes = new Hono<AppEnv>()

scriptsRoutes.use('/:file{rotary-[a-z]+\\.js}', publicCors)
scriptsRoutes.get('/:file{rotary-[a-z]+\\.js}', async (c) => {
  const answer = await c.var.services.asset(`/${c.req.param('file')}`)
  if (!answer.ok) throw new RotaryError('not_found', 'There is no such script')
  return c.body(await answer.text(), 200, {
    'Content-Type': 'text/javascript; charset=utf-8',
    'Cache-Control': 'public, max-age=300, stale-while-revalidate=86400',
    'X-Content-Type-Options': 'nosniff',
    'Timing-Allow-Origin': '*',
    'Cross-Origin-Resource-Policy': 'cross-origin',
  })
})
