import { type Context, Hono } from 'hono'
import * as v from 'valibot'
import type { AppEnv } from '../app.ts'
import { publicCors } from '../http/publicCors.ts'
import { readJson } from '../http/readJson.ts'
import { factsOf } from '../leases/factsOf.ts'
import { addPageTarget } from './addPageTarget.ts'
import { answerOpen, answerTry } from './answerPreview.ts'
import { scriptSafe } from '../sites/scriptSafe.ts'
import { openLink } from './openLink.store.ts'
import { PreviewOpenSchema, PreviewTargetSchema, PreviewTrySchema } from './previewContract.ts'

const MAX_BODY = 16 * 1024

/** What the preview panel asks, from any page that a link was made for: see `previewContract.ts`. Nothing here touches the hot state. */
export const previewPagesRoutes = new Hono<AppEnv>()

previewPagesRoutes.use('/v1/previews/:what{open|open\\.js|try|targets}', publicCors)

previewPagesRoutes.post('/v1/previews/open', async (c) => {
  const { token, url, site } = await body(c, PreviewOpenSchema)
  const { services } = c.var
  const reading = await openLink(services, { token, url, site, origin: c.req.header('origin') })
  return reading.kind === 'open' ? answer(c, answerOpen(services, reading.link)) : answer(c, { reason: reading.reason })
})

/**
 * The same as a script, for pages whose policy lets a script of ours run but nothing out to us: only so can the panel say that. The token
 * stands in the address here, so it is asked for in this case alone.
 */
previewPagesRoutes.get('/v1/previews/open.js', async (c) => {
  const asked = v.safeParse(PreviewOpenSchema, c.req.query())
  const { services } = c.var
  const reading = asked.success
    ? await openLink(services, { ...asked.output, origin: c.req.header('origin') })
    : ({ kind: 'refused', reason: 'tampered' } as const)
  const outcome = reading.kind === 'open' ? answerOpen(services, reading.link) : { reason: reading.reason }
  return c.body(`export const answer = ${scriptSafe(outcome)}`, 200, {
    'Content-Type': 'text/javascript; charset=utf-8',
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    'Cross-Origin-Resource-Policy': 'cross-origin',
  })
})

previewPagesRoutes.post('/v1/previews/try', async (c) => {
  const asked = await body(c, PreviewTrySchema)
  const { services } = c.var
  const reading = await openLink(services, { token: asked.token, url: asked.url, origin: c.req.header('origin') })
  return reading.kind === 'open'
    ? answer(c, await answerTry(services, { link: reading.link, asked, facts: factsOf(c) }))
    : answer(c, { reason: reading.reason })
})

previewPagesRoutes.post('/v1/previews/targets', async (c) => {
  const { token, url, e164 } = await body(c, PreviewTargetSchema)
  const { services } = c.var
  const reading = await openLink(services, { token, url, origin: c.req.header('origin') })
  if (reading.kind === 'refused') return answer(c, { reason: reading.reason })
  const outcome = await addPageTarget(services, { link: reading.link, e164 })
  return answer(c, outcome, outcome.reason === 'added' ? 201 : 200)
})

const body = <Schema extends v.GenericSchema>(c: Context, schema: Schema) => readJson(c, { schema, maxBytes: MAX_BODY })

const answer = (c: Context, value: object, status: 200 | 201 = 200) => c.json(value, status, { 'Cache-Control': 'no-store' })
