import { emit } from '../browser/emit.ts'
import { listen } from '../browser/listen.ts'
import { beat } from '../lease/beacon.ts'
import { shown } from '../page/swap.ts'
import { addEvent } from './events.ts'

/** Taps on `tel:` links that show our number: told at once, since a call follows within seconds. */
export const watchTaps = (): void =>
  listen('click', ({ target }) => {
    const link = (target as Element).closest<HTMLAnchorElement>('[href^=tel]')
    for (const [slot, number] of shown) {
      if (number && link?.href.includes(number.e164)) {
        addEvent({ type: 'tap', slot })
        emit('call', { number: number.e164, slot })
        beat()
      }
    }
  })
