import type { E164, PageId, RegionCode, RouteId, SessionId, SiteKey, VisitorId } from '../../brands.ts'
import type { OutboxEntry } from '../outbox.port.ts'
import { parseSlotLeases } from './answers.ts'
import { parseRing } from './parseRing.ts'

export type StreamEntry = [id: string, fields: string[]]

/** An entry of the outbox as the scripts write it. */
export function parseEntry(site: SiteKey, [id, flat]: StreamEntry): OutboxEntry {
  const fields = new Map<string, string>()
  for (let i = 0; i < flat.length; i += 2) fields.set(flat[i] ?? '', flat[i + 1] ?? '')
  const field = (name: string) => fields.get(name) ?? ''
  const head = field('h').split('|')
  switch (field('t')) {
    case 'lease':
      return {
        id,
        site,
        type: 'lease',
        request: head[0] ?? '',
        session: head[1] as SessionId,
        visitor: head[2] ? (head[2] as VisitorId) : null,
        page: head[3] as PageId,
        suspect: head[4] === '1',
        slots: parseSlotLeases(field('a')),
        visit: field('v'),
      }
    case 'beacon':
      return {
        id,
        site,
        type: 'beacon',
        session: head[0] as SessionId,
        page: head[1] as PageId,
        state: head[2] === 'hidden' ? 'hidden' : 'visible',
        events: field('e'),
        replaced: parseSlotLeases(field('a')),
      }
    case 'moved':
      return {
        id,
        site,
        type: 'moved',
        number: head[0] as E164,
        route: head[1] as RouteId,
        region: head[2] as RegionCode,
        move: head[3] as 'grown' | 'taken-back' | 'drained',
      }
    case 'call': {
      const number = field('n') as E164
      return { id, site, type: 'call', number, event: field('e'), history: parseRing(number, field('r'), Number(field('at'))) }
    }
    default:
      return { id, site, type: 'note', kind: field('k'), body: field('b') }
  }
}
