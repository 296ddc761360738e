import { Hono } from 'hono'
import * as v from 'valibot'
import type { AppEnv } from '../app.ts'
import { MINUTE } from '../clock.ts'
import { SiteKeySchema } from '../contract.ts'
import { RotaryError } from '../errors.ts'
import { deferOf } from '../http/defer.ts'
import { formatNumber } from '../regions/formatNumber.ts'
import { AmpQuerySchema, ampOrigin, ampRequest } from './ampRequest.ts'
import { answerLease } from './answerLease.ts'
import { factsOf } from './factsOf.ts'

/** AMP pages send no beacons, so a number that is no static one is held for a fixed time. */
const AMP_HOLD = { lease: 30 * MINUTE }

/**
 * `GET /v1/amp/:siteKey?target=…&url=SOURCE_URL&referrer=DOCUMENT_REFERRER&cid=CLIENT_ID(rotary)`: `{ phoneNumber, formattedPhoneNumber }`
 * for `<amp-call-tracking>` (https://amp.dev/documentation/components/amp-call-tracking/). Where no number may be given it is the page's
 * own, for the element takes nothing else.
 */
export const ampRoutes = new Hono<AppEnv>()

ampRoutes.get('/v1/amp/:siteKey', async (c) => {
  const { services } = c.var
  const site = v.safeParse(SiteKeySchema, c.req.param('siteKey'))
  const query = v.safeParse(AmpQuerySchema, c.req.query())
  if (!query.success) throw new RotaryError('invalid_query', 'target must be a phone number with its country code, e.g. 74951234567')
  const defer = deferOf(c)
  const settings = site.success ? await services.settings.of(site.output, defer).catch(() => 'unavailable' as const) : null
  const target = query.output.target ?? (settings && settings !== 'unavailable' ? settings.targets[0]?.e164 : undefined)
  if (!site.success || !settings || !target) throw new RotaryError('not_found', 'There is no such site, or it has no target')

  const request = await ampRequest(
    { site: site.output, target, query: query.output },
    { secret: services.config.tokenKeys[0].secret, ids: services.ids },
  )
  const facts = { ...factsOf(c), origin: ampOrigin(c.req.header('origin'), query.output) }
  const { slots } = await answerLease(services, { request, facts, defer, change: AMP_HOLD })
  const { e164, national } = slots[0]?.number ?? formatNumber(target)
  return c.json({ phoneNumber: e164, formattedPhoneNumber: national }, 200, {
    'Cache-Control': 'private, no-store',
    'Access-Control-Allow-Origin': c.req.header('origin') ?? '*',
    // Older AMP runtimes want to see whom the answer is for.
    ...(query.output.__amp_source_origin && {
      'AMP-Access-Control-Allow-Source-Origin': query.output.__amp_source_origin.replace(/[^\w.:/-]/g, ''),
      'Access-Control-Expose-Headers': 'AMP-Access-Control-Allow-Source-Origin',
    }),
    Vary: 'Origin',
  })
})
