import { Hono } from 'hono'
import { createMiddleware } from 'hono/factory'
import { raw } from 'hono/html'
import type { AppEnv } from '../app.ts'
import { DAY } from '../clock.ts'
import { findPrincipal } from '../http/bearer.ts'
import { readText } from '../http/readJson.ts'
import { toHex } from '../crypto/hex.ts'
import { Header } from './header.tsx'
import { Layout } from './layout.tsx'
import { live } from './live.ts'
import { LiveTables, REFRESH } from './livePage.tsx'
import { countByRegion } from '../regions/regionCounts.store.ts'
import { ownRegionShare } from '../regions/ownRegionShare.store.ts'
import { parseAddress } from '../regions/parseAddress.ts'
import { regionTree } from '../regions/regionTree.ts'
import { traceRegion } from '../regions/traceRegion.ts'
import type { Services } from '../services.ts'
import { previewConsole } from './previewConsole.tsx'
import { RegionsPage, type RegionsView } from './regionsPage.tsx'
import { signedIn, signIn, signOut } from './signedIn.ts'

/** A form with one key in it. */
const FORM_BYTES = 4096

/** Nothing but the console's own nonce runs here, and nobody may frame it. */
const contentSecurity = createMiddleware<AppEnv>(async (c, next) => {
  const nonce = toHex(c.var.services.ids.random(new Uint8Array(16)))
  c.set('nonce', nonce)
  await next()
  const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'nonce-${nonce}'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`
  c.res.headers.set('Content-Security-Policy', policy)
  c.res.headers.set('Cache-Control', 'no-store')
})

function SignInPage({ nonce, refused }: { nonce: string; refused: boolean }) {
  return (
    <Layout title="Sign in" nonce={nonce}>
      <form class="card" method="post" action="/console/sign-in">
        <h1>Rotary</h1>
        <label>
          API key
          <input name="key" type="password" autocomplete="current-password" placeholder="rk_…" required autofocus />
        </label>
        {refused && <p class="refused">This key is not valid, or its role does not allow the console.</p>}
        <button type="submit">Sign in</button>
      </form>
    </Layout>
  )
}

/** `/console`: sessions and calls as they happen. */
export const consoleRoutes = new Hono<AppEnv>()

consoleRoutes.use(contentSecurity)
consoleRoutes.get('/sign-in', (c) => c.html(<SignInPage nonce={c.var.nonce} refused={false} />))
consoleRoutes.post('/sign-in', async (c) => {
  const key = new URLSearchParams(await readText(c, FORM_BYTES)).get('key')
  const principal = key ? await findPrincipal(c.var.services, key.trim()) : null
  if (!principal || principal.role === 'ingest') return c.html(<SignInPage nonce={c.var.nonce} refused />, 401)
  await signIn(c, principal)
  return c.redirect('/console', 303)
})
consoleRoutes.post('/sign-out', (c) => {
  signOut(c)
  return c.redirect('/console/sign-in', 303)
})
consoleRoutes.get('/live', signedIn, async (c) => c.html(<LiveTables {...await live(c.var.services, c.var.principal.account)} />))
consoleRoutes.get('/', signedIn, async (c) =>
  c.html(
    <Layout title="Live" nonce={c.var.nonce}>
      <Header>
        <p id="state">live</p>
      </Header>
      <main>
        <LiveTables {...await live(c.var.services, c.var.principal.account)} />
      </main>
      <script nonce={c.var.nonce}>{raw(REFRESH)}</script>
    </Layout>,
  ),
)
consoleRoutes.route('/previews', previewConsole)
consoleRoutes.get('/regions', signedIn, async (c) => {
  const { services, principal } = c.var
  const { account } = principal
  const since = new Date(services.clock() - 7 * DAY)
  const [counts, shares] = await Promise.all([
    countByRegion(services.db, account),
    ownRegionShare(services.db, { account, site: null, since }),
  ])
  const asked = c.req.query('ip')?.trim()
  const lookup = asked === undefined ? null : await lookUp(services.regions, asked)
  return c.html(
    <Layout title="Regions" nonce={c.var.nonce}>
      <Header />
      <main>
        <RegionsPage tree={regionTree(counts)} shares={shares} lookup={lookup} />
      </main>
    </Layout>,
  )
})

async function lookUp(table: Services['regions'], asked: string): Promise<RegionsView['lookup']> {
  if (parseAddress(asked) === null) return { asked, trace: null, problem: 'This is neither an IPv4 nor an IPv6 address.' }
  return { asked, trace: await traceRegion({ address: asked, cf: {}, settings: null, table }), problem: null }
}
