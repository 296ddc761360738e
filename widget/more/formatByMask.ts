import type { Work } from './work.ts'
import { writeByMask } from './writeByMask.ts'

/** Masks of the site, a target or an element, where no hook has said anything. Links have no format. */
export const formatByMask = ({ rotary }: Work): void => {
  rotary.on('before-swap', ({ format, attribute, number, rendering }) =>
    format && !/href|rotary/.test(attribute || '') && rendering === undefined ? { text: writeByMask(number, format) } : undefined,
  )
}
