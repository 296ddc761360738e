import type { AccountId, ConnectionId, E164 } from '../brands.ts'
import type { MeterStep } from '../pool/meter.port.ts'
import type { CallEvent } from './callEvent.ts'

/**
 * What an event is to the meter of its account's calls; null = nothing. `destinations`: where the call that this event asks for may go,
 * empty where it asks for nothing. A start that asks nothing was routed by somebody else, whom no limit of ours can hold.
 */
export function meterStep(
  { externalId, type, talkSec, status }: CallEvent,
  { account, connection, destinations }: { account: AccountId; connection: ConnectionId; destinations: E164[] },
): MeterStep | null {
  const of = { account, call: `${connection}|${externalId}` }
  if (destinations.length) return { ...of, step: 'start', destinations }
  switch (type) {
    case 'answered':
      return { ...of, step: 'answered' }
    case 'end':
      return { ...of, step: 'end', talkSec: talkSec ?? (status === undefined || status === 'answered' ? null : 0) }
    default:
      return null
  }
}
