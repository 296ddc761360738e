import { guard } from '../browser/guard.ts'
import type { Work } from './work.ts'

/** A form was submitted: its name or id, never its values. */
export const watchForms = ({ rotary, stops }: Work): void => {
  const submitted = guard(({ target }: Event) => {
    const form = target as HTMLFormElement
    const name = form.getAttribute('name') || form.getAttribute('id')
    rotary.event({ type: 'form', ...(name && { name: name.slice(0, 64) }) })
  })
  addEventListener('submit', submitted, true)
  stops.push(() => removeEventListener('submit', submitted, true))
}
