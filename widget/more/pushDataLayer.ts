import type { Work } from './work.ts'

/** Pushes `{ event: 'rotary_call', slot, number }` and the like to `dataLayer`; never elements. */
export const pushDataLayer = ({ rotary }: Work): void => {
  const page = window as { dataLayer?: object[] }
  const push = (entry: object) => (page.dataLayer ||= []).push(entry)
  rotary.on('lease', ({ reason, slots }) => push({ event: 'rotary_lease', reason, numbers: numbersOf(slots) }))
  for (const name of ['call', 'copy'] as const) rotary.on(name, ({ slot, number }) => push({ event: `rotary_${name}`, slot, number }))
}

const numbersOf = (slots: { slot: string; number?: { e164: string } }[]) =>
  Object.fromEntries(slots.map(({ slot, number }) => [slot, number?.e164 ?? null]))
