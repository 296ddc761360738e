import { listen } from '../browser/listen.ts'
import { emit } from '../hooks.ts'
import { beat } from '../lease/beacon.ts'
import { numbers } from '../page/numbers.ts'
import { addEvent } from './events.ts'

/** Taps are counted at most once in 10 s. */
const TAP_GAP = 1e4
let tapped = 0

/** Finds whose number a text shows, by its last digits. */
const shownIn = (text: string) => {
  const digits = text.replace(/\D/g, '')
  return digits && [...numbers.values()].find(({ number }) => digits.includes(number.e164.slice(-7)))
}

/** Taps on `tel:` links that show our number and copies of it: told at once, since a call follows within seconds. */
export function watchInterest(): void {
  listen(document, 'click', (event) => {
    const link = linkOf(event)
    const shown = link && shownIn(link.href)
    const now = Date.now()
    if (shown && now - tapped > TAP_GAP) {
      tapped = now
      tell('tap', 'call', shown)
    }
  })
  listen(document, 'copy', () => {
    const shown = shownIn(`${getSelection()}`)
    if (shown) tell('copy', 'copy', shown)
  })
}

function tell(type: 'tap' | 'copy', name: 'call' | 'copy', { slot, number }: { slot: string; number: { e164: string } }): void {
  addEvent({ type, slot })
  emit(name, { slot, number: number.e164 as never })
  beat()
}

/** The `tel:` link that an event happened in, also inside an open shadow root. */
export function linkOf(event: Event): HTMLAnchorElement | null {
  const element = event.composedPath()[0] as Element
  return element.closest?.<HTMLAnchorElement>('a[href^="tel:" i]') || null
}
