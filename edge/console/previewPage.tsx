import type { PageReport } from '../preview/pageReport.ts'
import { MOST_HOURS, type previewItem } from '../preview/preview.ts'
import { Table } from './table.tsx'

export interface PreviewView {
  sites: { key: string; name: string }[]
  links: ReturnType<typeof previewItem>[]
  /** Whether the key may make and revoke links, and check pages. */
  admin: boolean
  /** The link that was just made: shown this once. */
  made: { url: string; expiresAt: Date } | null
  checked: { url: string; report: PageReport } | null
  problem: string | null
}

const moment = (at: Date) => `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`

function Site({ sites }: Pick<PreviewView, 'sites'>) {
  return (
    <select name="site" aria-label="Site">
      {sites.map(({ key, name }) => (
        <option value={key}>{name}</option>
      ))}
    </select>
  )
}

function Make({ sites, made }: Pick<PreviewView, 'sites' | 'made'>) {
  return (
    <>
      <h2>Open a page in preview</h2>
      <form method="post" action="/console/previews">
        <Site sites={sites} />{' '}
        <input name="url" type="url" aria-label="Page" placeholder="https://staging.example.com/" required size={40} />{' '}
        <label>
          for <input name="hours" type="number" min="1" max={MOST_HOURS} value="8" required /> hours
        </label>{' '}
        <label>
          <input name="canAdd" type="checkbox" value="1" /> may add targets
        </label>{' '}
        <button type="submit">Make a link</button>
      </form>
      {made && (
        <p data-made>
          <a href={made.url} target="_blank" rel="noreferrer">
            {made.url}
          </a>
          <br />
          Good until {moment(made.expiresAt)}; shown this once.
        </p>
      )}
    </>
  )
}

function Check({ sites, checked }: Pick<PreviewView, 'sites' | 'checked'>) {
  return (
    <>
      <h2>Check a page</h2>
      <form method="post" action="/console/previews/check">
        <Site sites={sites} />{' '}
        <input
          name="url"
          type="url"
          aria-label="Page to check"
          placeholder="https://www.example.com/"
          required
          size={40}
          value={checked?.url ?? ''}
        />{' '}
        <button type="submit">Check</button>
      </form>
      {checked && <Report {...checked} />}
    </>
  )
}

const VERDICTS = {
  one: 'The tag is on the page, once.',
  none: 'The tag is not in the page’s source.',
  several: 'There are several tags on the page: all but one are to go.',
  foreign: 'The tag on the page is another site’s.',
}

function Report({ url, report }: NonNullable<PreviewView['checked']>) {
  if (report.kind === 'problem')
    return (
      <p class="refused" data-verdict={report.reason}>
        {url}: {report.problem}
      </p>
    )
  return (
    <>
      <p data-verdict={report.verdict}>
        <b>{VERDICTS[report.verdict]}</b>{' '}
        {report.verdict === 'none' && report.tagManager && 'There is a tag manager, which may put it in: open the page in preview to see.'}
      </p>
      {report.tags.map(({ site, src }) => (
        <p>
          <code>{site ?? 'no site'}</code> {src}
        </p>
      ))}
      {report.swaps.length + report.kept.length > 0 && (
        <div class="wide">
          <Table heads={['Target', 'On the page', 'Where', 'Would be swapped']}>
            {[...report.swaps.map((one) => ({ ...one, why: null })), ...report.kept].map(({ target, text, where, why }) => (
              <tr>
                <td>{target}</td>
                <td>{text}</td>
                <td>{where}</td>
                <td>{why === null ? <span class="sure">yes</span> : `no: ${why}`}</td>
              </tr>
            ))}
          </Table>
        </div>
      )}
      {report.missing.length > 0 && <p>Not in the page’s source: {report.missing.join(', ')}.</p>}
      {report.more && <p>There are more than are listed.</p>}
    </>
  )
}

function Links({ links, admin }: Pick<PreviewView, 'links' | 'admin'>) {
  if (!links.length) return <p class="empty">There are no links yet.</p>
  return (
    <Table heads={['Page', 'Site', 'Made', 'Good until', 'Added targets', '']}>
      {links.map(({ id, url, site, key, createdAt, expiresAt, state, canAdd, added }) => (
        <tr data-link={id} data-state={state}>
          <td>{url}</td>
          <td>{site}</td>
          <td>
            {moment(createdAt)}
            <small>{key}</small>
          </td>
          <td>{state === 'open' ? moment(expiresAt) : state}</td>
          <td>{added.length ? added.map(({ e164 }) => e164).join(', ') : canAdd ? 'none yet' : 'may not'}</td>
          <td>
            {admin && state === 'open' && (
              <form method="post" action={`/console/previews/${id}/revoke`}>
                <button type="submit">Revoke</button>
              </form>
            )}
          </td>
        </tr>
      ))}
    </Table>
  )
}

/** Preview links: making, seeing and revoking them; and what is on a page without a browser. */
export function PreviewPage({ sites, links, admin, made, checked, problem }: PreviewView) {
  return (
    <>
      {problem && <p class="refused">{problem}</p>}
      {admin && sites.length > 0 && <Make sites={sites} made={made} />}
      {admin && sites.length > 0 && <Check sites={sites} checked={checked} />}
      <h2>Links</h2>
      <div class="wide">
        <Links links={links} admin={admin} />
      </div>
    </>
  )
}
