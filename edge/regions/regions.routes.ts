import { Hono } from 'hono'
import * as v from 'valibot'
import type { AppEnv } from '../app.ts'
import { DAY } from '../clock.ts'
import { SiteKeySchema } from '../contract.ts'
import { RotaryError } from '../errors.ts'
import { bearer } from '../http/bearer.ts'
import { deferOf } from '../http/defer.ts'
import { documented } from '../http/openapi/documented.ts'
import { ownRegionShare } from './ownRegionShare.store.ts'
import { parseAddress } from './parseAddress.ts'
import { countByRegion } from './regionCounts.store.ts'
import { regionTree } from './regionTree.ts'
import { traceRegion } from './traceRegion.ts'

const LookupSchema = v.object({
  /** The caller's own by default. */
  ip: v.optional(
    v.pipe(
      v.string(),
      v.check((text) => parseAddress(text) !== null, 'must be an IPv4 or IPv6 address'),
    ),
  ),
  /** With a site: its home region, corrections and chains. */
  site: v.optional(SiteKeySchema),
  /** What Cloudflare would state of the address; of the caller's own it is known. */
  country: v.optional(v.pipe(v.string(), v.maxLength(2))),
  regionCode: v.optional(v.pipe(v.string(), v.maxLength(3))),
})

const ShareSchema = v.object({
  site: v.optional(SiteKeySchema),
  days: v.optional(
    v.pipe(v.string(), v.regex(/^\d{1,3}$/, 'must be a whole number'), v.transform(Number), v.minValue(1), v.maxValue(366)),
    '7',
  ),
})

/**
 * `GET /v1/regions`: countries and their regions with the numbers that are free and the account's bound ones.
 * `GET /v1/regions/share?site=&days=`: by the visitors' region, how many leases there were and how many got a number of that region.
 * `GET /v1/regions/lookup?ip=&site=&country=&regionCode=`: the region of an address with all that decides it.
 */
export const regionsRoutes = new Hono<AppEnv>()

regionsRoutes.use(bearer('admin', 'read'))
regionsRoutes.get(
  '/',
  documented({
    id: 'listRegions',
    tag: 'Regions',
    summary: 'Regions with the numbers that are free and the account’s own',
    answer: v.object({ items: v.array(v.looseObject({})) }),
  }),
  async (c) => {
    const { services, principal } = c.var
    return c.json({ items: regionTree(await countByRegion(services.db, principal.account)) })
  },
)
regionsRoutes.get(
  '/share',
  documented({ id: 'getRegionShare', tag: 'Regions', summary: 'Which steps of the chain gave the numbers', answer: v.looseObject({}) }),
  async (c) => {
    const { services, principal } = c.var
    const parsed = v.safeParse(ShareSchema, c.req.query(), { abortEarly: true })
    if (!parsed.success) throw new RotaryError('invalid_query', `${v.getDotPath(parsed.issues[0])}: ${parsed.issues[0].message}`)
    const { site, days } = parsed.output
    const since = new Date(services.clock() - days * DAY)
    return c.json({ items: await ownRegionShare(services.db, { account: principal.account, site: site ?? null, since }) })
  },
)
regionsRoutes.get(
  '/lookup',
  documented({
    id: 'lookUpRegion',
    tag: 'Regions',
    summary: 'The region of an address with all that decides it',
    query: LookupSchema,
    answer: v.looseObject({}),
  }),
  async (c) => {
    const { services, principal } = c.var
    const parsed = v.safeParse(LookupSchema, c.req.query(), { abortEarly: true })
    if (!parsed.success) throw new RotaryError('invalid_query', `${v.getDotPath(parsed.issues[0])}: ${parsed.issues[0].message}`)
    const { ip, site, country, regionCode } = parsed.output
    const settings = site ? await services.settings.of(site, deferOf(c)) : null
    if (site && settings?.account !== principal.account) throw new RotaryError('not_found', 'There is no such site')
    const address = ip ?? c.req.header('cf-connecting-ip')
    if (!address) throw new RotaryError('invalid_query', 'ip: the address of this request is not known, say one')
    const own = ip === undefined ? ((c.req.raw as Request & { cf?: { country?: string; regionCode?: string } }).cf ?? {}) : {}
    const cf = { country: country ?? own.country, regionCode: regionCode ?? own.regionCode }
    return c.json(await traceRegion({ address, cf, settings, table: services.regions }))
  },
)
