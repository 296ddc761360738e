import { guard } from '../../browser/guard.ts'
import type { Model } from '../model.ts'

/** Last digits by which a number is known, with a country code or with a trunk prefix. */
const SIGNIFICANT = 9

/** Links to samples are not dialled: nobody has these numbers. Whatever the page does at a click, it does. */
export const keepUndialled = (model: Model): void => {
  const stop = guard((event: Event) => {
    const link = event.composedPath().find((one): one is HTMLAnchorElement => one instanceof Element && /^(a|area)$/.test(one.localName))
    const address = link?.getAttribute('href') ?? ''
    if (!/^(tel|sms|callto|whatsapp|viber):/i.test(address)) return
    const digits = address.replace(/\D/g, '')
    if (![...model.samples].some((sample) => digits.includes(sample.slice(-SIGNIFICANT)))) return
    event.preventDefault()
    model.notice = 'undialled'
    model.changed()
  })
  for (const type of ['click', 'auxclick']) {
    addEventListener(type, stop, true)
    model.stops.push(() => removeEventListener(type, stop, true))
  }
}
