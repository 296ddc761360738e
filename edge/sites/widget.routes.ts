import { Hono, type Context } from 'hono'
import * as v from 'valibot'
import type { AppEnv } from '../app.ts'
import { SiteKeySchema } from '../contract.ts'
import { sha256Hex } from '../crypto/hex.ts'
import { RotaryError } from '../errors.ts'
import { deferOf } from '../http/defer.ts'
import { publicCors } from '../http/publicCors.ts'
import { publicSettings } from './publicSettings.ts'
import { scriptSafe } from './scriptSafe.ts'

const PLACEHOLDER = '__ROTARY_SETTINGS__'
/** Browsers keep the script for 5 minutes and show an older one while they ask again. */
const CACHE = 'public, max-age=300, stale-while-revalidate=86400'

/** Bundles by path, for as long as the isolate lives: assets change only with a deployment, which ends isolates. */
const bundles = new Map<string, Bundle>()

interface Bundle {
  text: string
  /** First digits of its hash. */
  mark: string
}

async function bundle(c: Context<AppEnv>, path: string): Promise<Bundle> {
  let found = bundles.get(path)
  if (!found) {
    const response = await c.var.services.asset(path)
    if (!response.ok) throw new RotaryError('unavailable', 'The script is not deployed')
    const text = await response.text()
    found = { text, mark: (await sha256Hex(text)).slice(0, 12) }
    bundles.set(path, found)
  }
  return found
}

async function settingsOf(c: Context<AppEnv>, key: string) {
  const parsed = v.safeParse(SiteKeySchema, key)
  const settings = parsed.success ? await c.var.services.settings.of(parsed.output, deferOf(c)) : null
  if (!settings) throw new RotaryError('not_found', 'There is no site with this key')
  return publicSettings(settings, c.var.services.config.publicUrl)
}

/** `GET /w/:siteKey.js`: the bundle with the site's public settings in it. `GET /v1/settings/:siteKey`: those alone. */
export const widgetRoutes = new Hono<AppEnv>()

widgetRoutes.use('/w/*', publicCors)
widgetRoutes.use('/v1/settings/*', publicCors)
widgetRoutes.get('/w/:file{.+\\.js}', async (c) => {
  const settings = await settingsOf(c, c.req.param('file').slice(0, -'.js'.length))
  const core = await bundle(c, '/rotary.js')
  // What hides the targets must run before the core looks for them.
  const early = settings.guardFlicker > 0 ? (await bundle(c, '/rotary-early.js')).text : ''
  const body = early + core.text.replace(PLACEHOLDER, () => scriptSafe(settings))
  const etag = `"${settings.version}-${core.mark}"`
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
