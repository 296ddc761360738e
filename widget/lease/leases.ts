import type { LeaseToken } from '../../edge/brands.ts'
import type { BeaconSlotAnswer, LeaseAnswer, SlotAnswer } from '../../edge/contract.ts'
import { readStorage, writeStorage } from '../browser/storage.ts'
import { settings } from '../config.ts'
import { show } from '../page/show.ts'
import { consentMode } from '../visit/consent.ts'

/** An answered lease, as kept over the page views of a tab. */
export interface Lease {
  token?: LeaseToken | undefined
  /** Milliseconds since the epoch until which the numbers may be shown. */
  until: number
  /** Milliseconds between beacons. */
  beacon: number
  slots: (SlotAnswer | (BeaconSlotAnswer & Partial<SlotAnswer>))[]
}

export let leases: Lease[] = []

const key = () => `rotary_${settings.site}_${settings.version}`

/** A new lease takes its slots over from older ones. */
export function addLease(answer: LeaseAnswer, sent: number): void {
  const { token, beacon, slots, safeUntil } = answer
  leases = leases.filter((lease) => !lease.slots.some((old) => slots.some(({ slot }) => slot === old.slot)))
  leases.push({ token, beacon, slots, until: sent + safeUntil })
  keepLeases()
}

export function dropLease(lease: Lease): void {
  leases = leases.filter((one) => one !== lease)
}

/** Shows what may be shown at this moment, stores it for the next page view of this tab. */
export function keepLeases(): void {
  showLeases()
  if (consentMode() === 'full') writeStorage('sessionStorage', key(), JSON.stringify(leases))
}

/** Where the time has passed, the originals come back until the edge has answered. */
export function showLeases(): void {
  for (const { until, slots } of leases) for (const slot of slots) show(slot.slot, Date.now() < until ? slot : undefined)
}

/** Takes what an earlier page view of this tab left, if it may still be shown: no request is needed then. */
export function recallLeases(): void {
  const text = readStorage('sessionStorage', key())
  if (text) leases = (JSON.parse(text) as Lease[]).filter(({ until }) => Date.now() < until)
}

/** What this tab remembers goes with the consent. */
export function forgetLeases(): void {
  writeStorage('sessionStorage', key(), '')
}
