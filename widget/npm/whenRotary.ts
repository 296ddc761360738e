import type { Rotary } from '../api.ts'

const installed = (): Rotary | undefined => {
  const { rotary } = window as unknown as { rotary?: Partial<Rotary> }
  return rotary?.refresh ? (rotary as Rotary) : undefined
}

/** Resolves with the API as soon as Rotary is on the page, by whichever way it comes: script tag, tag manager or `startRotary`. */
export const whenRotary = (): Promise<Rotary> =>
  new Promise((resolve) => {
    if (typeof window === 'undefined') return
    const there = installed()
    if (there) resolve(there)
    else document.addEventListener('rotary:ready', () => resolve(installed()!), { once: true })
  })
