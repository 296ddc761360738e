import type { Live } from './live.ts'
import { Table } from './table.tsx'

const time = (at: Date) => at.toISOString().slice(11, 19)

function Source({ visit }: { visit: Live['sessions'][number] | NonNullable<Live['calls'][number]['visit']> }) {
  return (
    <>
      {visit.source} / {visit.medium}
      <small>{[visit.campaign, visit.term].filter(Boolean).join(' · ')}</small>
    </>
  )
}

function Calls({ calls }: Pick<Live, 'calls'>) {
  if (!calls.length) return <p class="empty">No calls yet. Call one of the numbers that a visitor was shown.</p>
  return (
    <Table heads={['Time (UTC)', 'From', 'Number', 'Status', 'Brought by', 'Sure', 'Because']}>
      {calls.map(({ call, visit }) => (
        <tr data-call={call.id}>
          <td>{time(call.startedAt)}</td>
          <td>{call.caller ?? 'hidden'}</td>
          <td>{call.number}</td>
          <td>
            {call.status}
            <small>{call.talkSec ? `${call.talkSec} s of talk` : ''}</small>
          </td>
          <td>
            {visit ? <Source visit={visit} /> : 'unknown'}
            <small>{visit?.landing}</small>
          </td>
          <td class={visit ? 'sure' : ''}>{call.confidence === null ? '' : `${(call.confidence * 100).toFixed(1)} %`}</td>
          <td>{call.label}</td>
        </tr>
      ))}
    </Table>
  )
}

function Sessions({ sessions }: Pick<Live, 'sessions'>) {
  if (!sessions.length) return <p class="empty">Nobody is on the site. Open a page that has the script on it.</p>
  return (
    <Table heads={['Last seen (UTC)', 'Source', 'Landing page', 'Region', 'Device', 'Views', 'Numbers shown']}>
      {sessions.map((session) => (
        <tr data-session={session.id}>
          <td>{time(session.lastSeenAt)}</td>
          <td>
            <Source visit={session} />
          </td>
          <td>
            <small>{session.landing}</small>
          </td>
          <td>
            {session.region ?? 'unknown'}
            <small>by {session.regionBy}</small>
          </td>
          <td>{session.device}</td>
          <td>{session.pageViews}</td>
          <td>{session.numbers.join(' ')}</td>
        </tr>
      ))}
    </Table>
  )
}

/** The part of the page that is read anew every two seconds. */
export function LiveTables({ sessions, calls }: Live) {
  return (
    <>
      <h2>Calls</h2>
      <div class="wide">
        <Calls calls={calls} />
      </div>
      <h2>Live sessions</h2>
      <div class="wide">
        <Sessions sessions={sessions} />
      </div>
    </>
  )
}

/** Keeps the tables fresh while somebody looks; an answer that is not one (signed out, edge down) leaves them as they are. */
export const REFRESH = `
const tables = document.querySelector('main')
setInterval(async () => {
  if (document.hidden) return
  const answer = await fetch('/console/live', { redirect: 'error' }).catch(() => null)
  if (answer?.ok) tables.innerHTML = await answer.text()
  document.querySelector('#state').textContent = answer?.ok ? 'live' : 'waiting for the edge'
}, 2000)
`
