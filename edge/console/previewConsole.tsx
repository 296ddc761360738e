import { asc, eq } from 'drizzle-orm'
import { type Context, Hono } from 'hono'
import { createMiddleware } from 'hono/factory'
import * as v from 'valibot'
import type { AppEnv } from '../app.ts'
import { sites } from '../db/schema.ts'
import { RotaryError } from '../errors.ts'
import { readText } from '../http/readJson.ts'
import { checkPage } from '../preview/checkPage.ts'
import { makeLink } from '../preview/makeLink.store.ts'
import { PageCheckSchema } from '../preview/pageReport.ts'
import { NewPreviewSchema, previewItem } from '../preview/preview.ts'
import { listLinks, revokeLink } from '../preview/previews.store.ts'
import { requireSite } from '../sites/sites.routes.ts'
import { Header } from './header.tsx'
import { Layout } from './layout.tsx'
import { PreviewPage, type PreviewView } from './previewPage.tsx'
import { signedIn } from './signedIn.ts'

const FORM_BYTES = 8192
const MOST = 100

const admins = createMiddleware<AppEnv>(async (c, next) => {
  if (c.var.principal.role !== 'admin') throw new RotaryError('forbidden', 'Only an admin key may do this')
  await next()
})

/** `/console/previews`. The session's cookie is sent from the console's own pages only, so that no other page can send its forms. */
export const previewConsole = new Hono<AppEnv>()

previewConsole.use(signedIn)
previewConsole.get('/', (c) => show(c, {}))

previewConsole.post('/', admins, async (c) => {
  const { services, principal } = c.var
  const { hours, canAdd, ...form } = await readForm(c)
  const parsed = v.safeParse(NewPreviewSchema, { ...form, hours: Number(hours), canAdd: canAdd !== undefined })
  if (!parsed.success) return show(c, { problem: problemOf(parsed.issues[0]) }, 400)
  try {
    const { key } = await requireSite(services.db, { site: parsed.output.site, account: principal.account })
    return await show(c, { made: await makeLink(services, { principal, ...parsed.output, site: key }) })
  } catch (error) {
    return showProblem(c, error)
  }
})

previewConsole.post('/check', admins, async (c) => {
  const { services, principal } = c.var
  const parsed = v.safeParse(PageCheckSchema, await readForm(c))
  if (!parsed.success) return show(c, { problem: problemOf(parsed.issues[0]) }, 400)
  const { site, url } = parsed.output
  try {
    const { key } = await requireSite(services.db, { site, account: principal.account })
    return await show(c, { checked: { url, report: await checkPage(services, { site: key, url }) } })
  } catch (error) {
    return showProblem(c, error)
  }
})

previewConsole.post('/:id/revoke', admins, async (c) => {
  await revokeLink(c.var.services, { id: c.req.param('id'), account: c.var.principal.account })
  return c.redirect('/console/previews', 303)
})

async function show(
  c: Context<AppEnv>,
  { made = null, checked = null, problem = null }: Partial<Pick<PreviewView, 'made' | 'checked' | 'problem'>>,
  status: 200 | 400 | 404 = 200,
) {
  const { services, principal } = c.var
  const { account, role } = principal
  const [own, rows] = await Promise.all([
    services.db
      .select({ key: sites.key, name: sites.name })
      .from(sites)
      .where(eq(sites.accountId, account))
      .orderBy(asc(sites.id))
      .limit(MOST),
    listLinks(services, { account, limit: MOST - 1, after: null }),
  ])
  const now = services.clock()
  const links = rows.map((row) => previewItem(row, now))
  return c.html(
    <Layout title="Preview" nonce={c.var.nonce}>
      <Header />
      <main>
        <PreviewPage sites={own} links={links} admin={role === 'admin'} made={made} checked={checked} problem={problem} />
      </main>
    </Layout>,
    status,
  )
}

async function showProblem(c: Context<AppEnv>, error: unknown) {
  if (!(error instanceof RotaryError) || error.status >= 500) throw error
  return show(c, { problem: error.message }, error.code === 'not_found' ? 404 : 400)
}

async function readForm(c: Context): Promise<Record<string, string>> {
  return Object.fromEntries(new URLSearchParams(await readText(c, FORM_BYTES)))
}

const problemOf = (issue: v.BaseIssue<unknown>) => `${v.getDotPath(issue) ?? 'form'}: ${issue.message}`
