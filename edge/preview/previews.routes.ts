import { Hono } from 'hono'
import * as v from 'valibot'
import type { AppEnv } from '../app.ts'
import { accountAccess } from '../http/accountAccess.ts'
import { PageQueryEntries, pageSchema } from '../http/answers.ts'
import { idempotent } from '../http/idempotent.ts'
import { documented } from '../http/openapi/documented.ts'
import { readPage, toPage } from '../http/paging.ts'
import { readJson } from '../http/readJson.ts'
import { requireSite } from '../sites/sites.routes.ts'
import { checkPage } from './checkPage.ts'
import { makeLink } from './makeLink.store.ts'
import { PageCheckSchema, PageReportSchema } from './pageReport.ts'
import { NewPreviewSchema, previewItem, PreviewItemSchema, PreviewLinkSchema } from './preview.ts'
import { listLinks, revokeLink } from './previews.store.ts'

const MAX_BODY = 16 * 1024

/** `/v1/previews`: links that open a page in preview, and what a page would show without a browser. */
export const previewsRoutes = new Hono<AppEnv>()

previewsRoutes.use(accountAccess, idempotent({ maxBytes: MAX_BODY }))

previewsRoutes.get(
  '/',
  documented({
    id: 'listPreviews',
    tag: 'Preview',
    summary: 'Preview links, newest first, with the targets that were added by each',
    query: v.object(PageQueryEntries),
    answer: pageSchema(PreviewItemSchema),
  }),
  async (c) => {
    const { services, principal } = c.var
    const wish = readPage(c.req.query())
    const rows = await listLinks(services, { ...wish, account: principal.account })
    const now = services.clock()
    const key = ({ createdAt, id }: (typeof rows)[number]) => ({ at: createdAt.toISOString(), id })
    return c.json(toPage(rows, { limit: wish.limit, key, item: (row) => previewItem(row, now) }))
  },
)

previewsRoutes.post(
  '/',
  documented({
    id: 'createPreview',
    tag: 'Preview',
    summary: 'Make a link that opens a page in preview; it is shown this once',
    body: NewPreviewSchema,
    answer: PreviewLinkSchema,
    status: 201,
  }),
  async (c) => {
    const { services, principal } = c.var
    const { site, ...wish } = await readJson(c, { schema: NewPreviewSchema, maxBytes: MAX_BODY })
    const { key } = await requireSite(services.db, { site, account: principal.account })
    return c.json(await makeLink(services, { principal, site: key, ...wish }), 201)
  },
)

previewsRoutes.post(
  '/check',
  documented({
    id: 'checkPage',
    tag: 'Preview',
    summary: 'Whether a page of the site has the tag, and what it would swap, without a browser',
    body: PageCheckSchema,
    answer: PageReportSchema,
  }),
  async (c) => {
    const { services, principal } = c.var
    const { site, url } = await readJson(c, { schema: PageCheckSchema, maxBytes: MAX_BODY })
    const { key } = await requireSite(services.db, { site, account: principal.account })
    return c.json(await checkPage(services, { site: key, url }))
  },
)

previewsRoutes.delete(
  '/:id',
  documented({ id: 'revokePreview', tag: 'Preview', summary: 'Revoke a link: it shows nothing from now on', status: 204 }),
  async (c) => {
    await revokeLink(c.var.services, { id: c.req.param('id'), account: c.var.principal.account })
    return c.body(null, 204)
  },
)
