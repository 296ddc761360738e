import type { E164, RegionCode, RouteId, SessionId, VisitorId } from '../../brands.ts'
import type { BeaconOutcome, LeaseHow, LeaseOutcome, SlotKeep, SlotLease } from '../pool.port.ts'

const part = (parts: string[], i: number) => parts[i] ?? ''

/** `L|…`, `E|…` or `R|…` as LEASE_LUA writes them. */
function parseSlotLease(text: string): SlotLease {
  const parts = text.split('|')
  const slot = part(parts, 1)
  const route = part(parts, 2) as RouteId
  if (parts[0] === 'E') return { kind: 'exhausted', slot, route }
  if (parts[0] === 'R') return { kind: 'refused', slot, route }
  return {
    kind: 'leased',
    slot,
    route,
    region: part(parts, 3) as RegionCode,
    number: part(parts, 4) as E164,
    how: part(parts, 5) as LeaseHow,
    step: Number(parts[6]),
    rest: parts[7] === '' ? null : Number(parts[7]),
    shared: parts[8] === '1',
  }
}

export const parseSlotLeases = (text: string): SlotLease[] => (text === '' ? [] : text.split(';').map(parseSlotLease))

export function parseLeaseReply(reply: 'unbuilt' | [repeated: number, answer: string]): LeaseOutcome {
  if (reply === 'unbuilt') return { kind: 'unbuilt' }
  const [repeated, answer] = reply
  const [head = '', ...slots] = answer.split(';')
  const [, at, suspect, limited, session, visitor] = head.split('|')
  return {
    kind: 'answered',
    at: Number(at),
    suspect: suspect === '1',
    limited: limited === '1',
    repeated: repeated === 1,
    session: session as SessionId,
    visitor: visitor === '' ? null : (visitor as VisitorId),
    slots: slots.map(parseSlotLease),
  }
}

function parseSlotKeep(text: string): SlotKeep {
  const [kind, slot = '', shared] = text.split('|')
  if (kind === 'K') return { kind: 'kept', slot, shared: shared === '1' }
  if (kind === 'G') return { kind: 'gone', slot }
  const lease = parseSlotLease(text)
  return lease.kind === 'leased' ? { kind: 'replaced', slot, lease } : { kind: 'gone', slot }
}

export function parseBeaconReply(reply: string): BeaconOutcome {
  if (reply === 'unbuilt') return { kind: 'unbuilt' }
  const [head = '', ...slots] = reply.split(';')
  return { kind: 'answered', at: Number(head.split('|')[1]), slots: slots.filter((text) => text !== '').map(parseSlotKeep) }
}
