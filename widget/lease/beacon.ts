import type { BeaconAnswer, SlotAnswer } from '../../edge/contract.ts'
import { guard } from '../browser/guard.ts'
import { pageId } from '../browser/random.ts'
import { send } from '../browser/send.ts'
import { events } from '../metrics/events.ts'
import type { Visit } from '../visit/visit.ts'
import { visit } from '../visit/visit.ts'
import { askAnew } from './ask.ts'
import { keepVisit, showVisit } from './keepVisit.ts'

let timer: ReturnType<typeof setTimeout> | undefined

/** Beacons since the last sign of life. */
let idle = 0
/** So many make an hour: then somebody has left the page open, and its lease ends. */
const ASLEEP = 120

/** A sign of life. */
export const wake = (): void => {
  const slept = idle > ASLEEP
  idle = 0
  if (slept) beat()
}

export const beatLater = (delay = visit.beacon || 3e4): void => {
  clearTimeout(timer)
  timer = setTimeout(beat, delay)
}

/** Sends a beacon now, and the next ones in time. `leaving` ends this page's part of the lease. */
export const beat = guard(async (leaving?: boolean): Promise<void> => {
  showVisit()
  beatLater()
  const { token } = visit
  if (!token || (document.hidden && !leaving) || idle++ > ASLEEP) return
  const at = Date.now()
  const sent = events.splice(0, 99)
  const answer = await send<BeaconAnswer>(
    '/v1/beacons',
    { token, page: pageId, state: leaving ? 'hidden' : 'visible', at, events: sent },
    1e4,
    leaving,
  )
  if (leaving || token !== visit.token) return
  if (answer?.reason === 'kept') {
    const news = answer.slots.filter(({ status }) => status !== 'kept') as unknown as SlotAnswer[]
    const slots = visit.slots!.map((one) => news.find(({ slot }) => slot === one.slot) || one)
    keepVisit({ ...answer, at, slots } as Visit)
  } else {
    events.push(...sent)
    if (/ex|of/.test(answer?.reason!)) {
      keepVisit({ safeUntil: 0 })
      askAnew()
    }
  }
})
