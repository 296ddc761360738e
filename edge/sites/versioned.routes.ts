import { Hono, type Context } from 'hono'
import type { AppEnv } from '../app.ts'
import { RotaryError } from '../errors.ts'
import { publicCors } from '../http/publicCors.ts'

/** A version's bytes never change. */
const FOR_EVER = 'public, max-age=31536000, immutable'
const BRIEFLY = 'public, max-age=300'

async function asset(c: Context<AppEnv>, path: string): Promise<string> {
  const answer = await c.var.services.asset(path)
  if (!answer.ok) throw new RotaryError('not_found', 'There is no such version; GET /w/versions.json lists them')
  return answer.text()
}

/**
 * `GET /w/<version>/rotary.js`: the script without settings, for pages that pin it by its hash; its site is in `data-rotary-site`.
 * `GET /w/<version>/rotary-more.js`: the second file, which that script loads by the hash that it carries.
 * `GET /w/versions.json`: `{ latest, versions: { "1.2.3": { path, integrity, more } } }`. All are written by the build.
 */
export const versionedRoutes = new Hono<AppEnv>()

versionedRoutes.use('/w/*', publicCors)
versionedRoutes.get('/w/versions.json', async (c) =>
  c.body(await asset(c, '/w/versions.json'), 200, { 'Content-Type': 'application/json', 'Cache-Control': BRIEFLY }),
)
versionedRoutes.get('/w/:version{\\d+\\.\\d+\\.\\d+(-[0-9A-Za-z.]+)?}/:file{rotary(-more)?\\.js}', async (c) =>
  c.body(await asset(c, `/w/${c.req.param('version')}/${c.req.param('file')}`), 200, {
    'Content-Type': 'text/javascript; charset=utf-8',
    'Cache-Control': FOR_EVER,
    'X-Content-Type-Options': 'nosniff',
    'Timing-Allow-Origin': '*',
    'Cross-Origin-Resource-Policy': 'cross-origin',
  }),
)
