import type { SiteKey } from '../brands.ts'
import { SECOND } from '../clock.ts'
import { RotaryError } from '../errors.ts'
import type { Services } from '../services.ts'
import { loadSettings } from '../sites/loadSettings.ts'
import { originAllowed } from '../sites/originAllowed.ts'
import { callOutside } from '../webhooks/callOutside.ts'
import { hostOf } from './pageAddress.ts'
import type { PageReport } from './pageReport.ts'
import { PageTooLarge, readPage } from './readPage.ts'

/** With its redirects and the whole of its body. */
const TIMEOUT = 10 * SECOND

const problem = (reason: Extract<PageReport, { kind: 'problem' }>['reason'], text: string): PageReport => ({
  kind: 'problem',
  reason,
  problem: text,
})

/** Fetches a page of the site as a visitor without a browser would and says what the widget would find. Whatever the page does is a value. */
export async function checkPage(
  { db, outside, config }: Services,
  { site, url, timeout = TIMEOUT }: { site: SiteKey; url: string; /** ms */ timeout?: number },
): Promise<PageReport> {
  const settings = await loadSettings(db, site)
  if (!settings) throw new RotaryError('not_found', 'There is no such site')
  const ofSite = (address: string) => hostOf(address) !== null && originAllowed(new URL(address).origin, settings.origins)
  if (!ofSite(url)) return problem('not-of-the-site', 'url: must be a page of one of the site’s origins')
  const signal = AbortSignal.timeout(timeout)
  let left: string | null = null
  let last = url
  try {
    const answer = await callOutside(
      async (address, init) => {
        // An open redirect of the site must not make the edge read somebody else's pages.
        if (!ofSite(address)) {
          left = address
          return new Response(null, { status: 204 })
        }
        last = address
        return outside(address, init)
      },
      {
        address: url,
        init: { method: 'GET', headers: { Accept: 'text/html', 'User-Agent': 'Mozilla/5.0 (compatible; Rotary page check)' }, signal },
        allowPrivate: config.allowPrivate,
        moved: true,
      },
    )
    if (answer.kind === 'refused')
      return problem(last === url && !answer.problem.startsWith('redirected') ? 'blocked' : 'redirected', answer.problem)
    if (left !== null) return problem('redirected', `leads away from the site, to ${new URL(left).origin}`)
    const { response } = answer
    const type = response.headers.get('content-type') ?? ''
    if (!response.ok || !/^(text\/html|application\/xhtml\+xml)\b/i.test(type)) {
      await response.body?.cancel()
      return response.ok
        ? problem('not-html', `is ${type.slice(0, 60) || 'of no type'}, not a page`)
        : problem('refused', `answers HTTP ${response.status}`)
    }
    return await readPage(response, { site, targets: settings.targets, edge: config.publicUrl, url: last })
  } catch (error) {
    if (error instanceof PageTooLarge) return problem('too-large', 'is larger than what is read')
    if (signal.aborted) return problem('slow', `does not answer within ${timeout / SECOND} s`)
    return problem('unreachable', 'does not answer')
  }
}
