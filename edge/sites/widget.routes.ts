import { Hono, type Context } from 'hono'
import * as v from 'valibot'
import type { AppEnv } from '../app.ts'
import { SiteKeySchema } from '../contract.ts'
import { RotaryError } from '../errors.ts'
import { deferOf } from '../http/defer.ts'
import { publicCors } from '../http/publicCors.ts'
import { publicSettings } from './publicSettings.ts'

const PLACEHOLDER = '__ROTARY_SETTINGS__'
/** Browsers keep the script for 5 minutes and show an older one while they ask again. */
const CACHE = 'public, max-age=300, stale-while-revalidate=86400'

/** Bundles by path, for as long as the isolate lives: assets change only with a deployment, which ends isolates. */
const bundles = new Map<string, string>()

async function bundle(c: Context<AppEnv>, path: string): Promise<string> {
  let text = bundles.get(path)
  if (text === undefined) {
    const response = await c.var.services.asset(path)
    if (!response.ok) throw new RotaryError('unavailable', 'The script is not deployed')
    text = await response.text()
    bundles.set(path, text)
  }
  return text
}

async function settingsOf(c: Context<AppEnv>, key: string) {
  const parsed = v.safeParse(SiteKeySchema, key)
  const settings = parsed.success ? await c.var.services.settings.of(parsed.output, deferOf(c)) : null
  if (!settings) throw new RotaryError('not_found', 'There is no site with this key')
  return publicSettings(settings, c.var.services.config.publicUrl)
}

/** JSON as it may stand in a script whatever it holds. */
const scriptSafe = (value: unknown): string =>
  JSON.stringify(value).replace(/[<\u2028\u2029]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)

/** `GET /w/:siteKey.js`: the bundle with the site's public settings in it. `GET /v1/settings/:siteKey`: those alone. */
export const widgetRoutes = new Hono<AppEnv>()

widgetRoutes.use('/w/*', publicCors)
widgetRoutes.use('/v1/settings/*', publicCors)
widgetRoutes.get('/w/:file{.+\\.js}', async (c) => {
  const settings = await settingsOf(c, c.req.param('file').slice(0, -'.js'.length))
  const body = (await bundle(c, '/rotary.js')).replace(PLACEHOLDER, () => scriptSafe(settings))
  const etag = `"${settings.version}-${body.length}"`
  const headers = {
    'Content-Type': 'text/javascript; charset=utf-8',
    'Cache-Control': CACHE,
    ETag: etag,
    'X-Content-Type-Options': 'nosniff',
    'Timing-Allow-Origin': '*',
    'Cross-Origin-Resource-Policy': 'cross-origin',
  }
  return c.req.header('if-none-match') === etag ? c.body(null, 304, headers) : c.body(body, 200, headers)
})
widgetRoutes.get('/v1/settings/:siteKey', async (c) => c.json(await settingsOf(c, c.req.param('siteKey')), 200, { 'Cache-Control': CACHE }))
