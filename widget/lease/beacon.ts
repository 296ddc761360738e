import type { BeaconAnswer, BeaconRequest } from '../../edge/contract.ts'
import { guard } from '../browser/guard.ts'
import { post, postOnLeave } from '../browser/send.ts'
import { settings } from '../config.ts'
import { emit } from '../hooks.ts'
import { returnEvents, takeEvents } from '../metrics/events.ts'
import { rememberIdentity } from '../visit/identity.ts'
import { pageId } from '../visit/pageId.ts'
import { askAnew } from './ask.ts'
import type { Lease } from './leases.ts'
import { dropLease, keepLeases, leases, showLeases } from './leases.ts'
import { settle } from './outcomes.ts'

/** A visible page without a sign of life for this long keeps its lease no more. */
const IDLE = 36e5
/** Milliseconds an answer may take; nobody waits for it. */
const PATIENCE = 1e4
let timer: ReturnType<typeof setTimeout> | undefined
let active = Date.now()

/** Somebody is here. */
export function noteActivity(): void {
  const idle = Date.now() - active > IDLE
  active = Date.now()
  if (idle) beat()
}

/** Sends a beacon for each lease now, and the next ones in time. `leaving` ends this page's part of the leases. */
export const beat = guard((leaving?: boolean): void => {
  clearTimeout(timer)
  const now = Date.now()
  showLeases()
  if (!leaving && (document.visibilityState === 'hidden' || now - active > IDLE)) return
  let next = Infinity
  let events = takeEvents()
  for (const lease of leases) {
    if (lease.token) {
      const body: BeaconRequest = {
        token: lease.token,
        page: pageId,
        state: leaving ? 'hidden' : 'visible',
        at: now,
        events: Object.assign(events, { toJSON: undefined }),
      }
      const sent = events
      events = []
      if (leaving) postOnLeave(`${settings.edge}/v1/beacons`, body)
      else
        post<BeaconAnswer>(`${settings.edge}/v1/beacons`, body, PATIENCE, (answer) => {
          if (answer?.slots) obey(lease, answer, now)
          if (!answer || answer.reason === 'unavailable') returnEvents(sent)
        })
      next = Math.min(next, lease.beacon, lease.until > now ? lease.until - now + 1 : next)
    }
  }
  returnEvents(events)
  if (!leaving) beatLater(next)
})

export function beatLater(delay: number): void {
  clearTimeout(timer)
  if (delay < Infinity) timer = setTimeout(beat, delay)
}

function obey(lease: Lease, { reason, slots, token, safeUntil, beacon }: BeaconAnswer, sent: number): void {
  if (!leases.includes(lease)) return
  if (reason === 'expired' || reason === 'off') {
    lease.until = 0
    showLeases()
    dropLease(lease)
    if (reason === 'expired') askAnew(lease.slots.map(({ slot }) => slot))
  } else if (reason === 'kept') {
    rememberIdentity()
    lease.until = sent + safeUntil
    lease.beacon = beacon
    if (token) lease.token = token
    for (const answer of slots) {
      const { slot, status } = answer
      lease.slots = lease.slots.map((old) => (old.slot === slot && status !== 'kept' ? answer : old))
      if (status !== 'kept') {
        const outcome = { ...answer, reason: status === 'gone' ? ('exhausted' as const) : ('leased' as const) }
        settle(outcome)
        emit('lease', { reason: outcome.reason, slots: [outcome] })
      }
    }
  }
  keepLeases()
}
