import type { RegionShare } from '../regions/ownRegionShare.store.ts'
import type { CountryItem, RegionItem } from '../regions/regionTree.ts'
import type { RegionTrace } from '../regions/traceRegion.ts'
import { Table } from './table.tsx'

export interface RegionsView {
  tree: CountryItem[]
  /** Of the last seven days, all sites together or each. */
  shares: RegionShare[]
  /** What the form asked for; `problem` says why it could not be answered. */
  lookup: { asked: string; trace: RegionTrace | null; problem: string | null } | null
}

function Lookup({ lookup }: Pick<RegionsView, 'lookup'>) {
  return (
    <>
      <h2>Where is an address?</h2>
      <form method="get" action="/console/regions">
        <input name="ip" aria-label="IP address" placeholder="203.0.113.7" value={lookup?.asked ?? ''} required />{' '}
        <button type="submit">Look up</button>
      </form>
      {lookup?.problem && <p class="refused">{lookup.problem}</p>}
      {lookup?.trace && (
        <p data-region={lookup.trace.region ?? ''}>
          <b>{lookup.trace.region ?? 'no region'}</b>, decided by {lookup.trace.by}; the address table says{' '}
          {lookup.trace.table.region ?? 'nothing'}.
        </p>
      )}
    </>
  )
}

function Numbers({ tree }: Pick<RegionsView, 'tree'>) {
  const rows = tree
    .flatMap((country): RegionItem[] => country.regions.filter(({ free, bound }) => free + bound > 0))
    .toSorted((a, b) => b.bound - a.bound)
  if (!rows.length) return <p class="empty">There are no numbers yet.</p>
  return (
    <Table heads={['Region', 'Name', 'Your numbers', 'Free']}>
      {rows.map(({ code, name, bound, free }) => (
        <tr>
          <td>{code}</td>
          <td>{name}</td>
          <td>{bound}</td>
          <td>{free}</td>
        </tr>
      ))}
    </Table>
  )
}

function Shares({ shares }: Pick<RegionsView, 'shares'>) {
  if (!shares.length) return <p class="empty">Nobody got a number in the last seven days.</p>
  return (
    <Table heads={['Site', 'Visitors of', 'Numbers given', 'Of their own region']}>
      {shares.map(({ site, region, leases, own, share }) => (
        <tr>
          <td>{site}</td>
          <td>{region ?? 'unknown'}</td>
          <td>{leases}</td>
          <td>
            {own} ({(share * 100).toFixed(0)} %)
          </td>
        </tr>
      ))}
    </Table>
  )
}

/** Numbers by region, who got his own region, and what decides the region of an address. */
export function RegionsPage({ tree, shares, lookup }: RegionsView) {
  return (
    <>
      <Lookup lookup={lookup} />
      <h2>Who got a number of his own region, last seven days</h2>
      <div class="wide">
        <Shares shares={shares} />
      </div>
      <h2>Numbers by region</h2>
      <div class="wide">
        <Numbers tree={tree} />
      </div>
    </>
  )
}
