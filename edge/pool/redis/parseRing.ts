import type { E164, PageId, RegionCode, SessionId, VisitorId } from '../../brands.ts'
import type { Holder, NumberHistory } from '../holder.ts'

const moment = (text: string): number | null => Number(text) || null

function parseRecord(text: string, pages: Map<string, [PageId, number][]>): Holder {
  const [session = '', block = '', visitor = '', region = '', weight = ''] = text.split(',')
  // A session that came back has an older record, too: its pages belong to the newest one.
  const own = pages.get(session) ?? []
  pages.delete(session)
  const at = (i: number) => block.slice(i * 13, (i + 1) * 13)
  return {
    session: session as SessionId,
    visitor: visitor === '' ? null : (visitor as VisitorId),
    shownAt: Number(at(0)),
    lastSeen: Number(at(1)),
    tappedAt: moment(at(2)),
    copiedAt: moment(at(3)),
    intentAt: moment(at(4)),
    device: block[65] === 'm' ? 'mobile' : 'desktop',
    suspect: block[66] === '1',
    region: region === '' ? null : (region as RegionCode),
    weight: Number(weight),
    pages: Object.fromEntries(own),
  }
}

/** What PAST_LUA put together; pages whose lease is over by `now` are gone. */
export function parseRing(number: E164, raw: string, now: number): NumberHistory {
  if (raw === '') return { number, holders: [], lastCall: null }
  const [head = '', ...records] = raw.split(';')
  const pages = new Map<string, [PageId, number][]>()
  for (const entry of head.slice(31).split('@').slice(1)) {
    const [page = '', finish, session = ''] = entry.split(',')
    if (Number(finish) <= now) continue
    const own = pages.get(session) ?? []
    own.push([page as PageId, Number(finish)])
    pages.set(session, own)
  }
  return { number, holders: records.map((record) => parseRecord(record, pages)), lastCall: moment(raw.slice(1, 14)) }
}
