import type { Work } from './work.ts'
import { whenNavigated } from './navigation.ts'

/** Page views inside a single-page application; what failed before is asked for again. */
export const watchNavigation = ({ rotary, stops }: Work): void => {
  stops.push(
    whenNavigated((from) => {
      const url = location.href
      rotary.event({ type: 'page', url: url.slice(0, 2048), referrer: from.slice(0, 2048), title: document.title.slice(0, 256) })
      document.dispatchEvent(new CustomEvent('rotary:navigate', { detail: { url, from } }))
    }),
  )
}
