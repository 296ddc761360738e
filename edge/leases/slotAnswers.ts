import type { SlotAnswer } from '../contract.ts'
import type { SlotLease } from '../pool/pool.port.ts'
import { formatNumber } from '../regions/formatNumber.ts'
import type { TokenSlot } from './leaseToken.ts'
import type { WantedSlot } from './slotWishes.ts'

/** What the pool decided for one slot, as the page is told. */
export function slotAnswer(wanted: WantedSlot, lease: SlotLease | undefined, limited: boolean): SlotAnswer {
  const { target, slot } = wanted
  if (lease?.kind === 'leased') {
    const step = wanted.chain[lease.step]?.step
    return {
      target,
      slot,
      reason: 'leased',
      number: formatNumber(lease.number),
      shared: lease.shared,
      region: lease.region,
      ...(step && { step }),
    }
  }
  return {
    target,
    slot,
    reason: lease?.kind === 'refused' && limited ? 'limited' : lease?.kind === 'refused' ? 'bot' : 'exhausted',
    shared: false,
  }
}

/** The same, as the token keeps it. */
export function tokenSlot({ slot, target, route, exclusive }: WantedSlot, lease: SlotLease | undefined): TokenSlot {
  const held = lease?.kind === 'leased' ? { number: lease.number, region: lease.region, how: lease.how } : null
  return { slot, target, route, exclusive, held }
}
