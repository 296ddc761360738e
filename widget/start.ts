import type { PublicSettings } from '../edge/contract.ts'
import { home, installApi } from './api.ts'
import { emit } from './browser/emit.ts'
import { listen } from './browser/listen.ts'
import { loadMore } from './browser/loadMore.ts'
import { readLink } from './browser/readLink.ts'
import type { Settings } from './config.ts'
import { settings } from './config.ts'
import { on } from './hooks.ts'
import { ask, askSoon } from './lease/ask.ts'
import { beat, beatLater, wake } from './lease/beacon.ts'
import { showVisit } from './lease/keepVisit.ts'
import { addEvent } from './metrics/events.ts'
import { watchTaps } from './metrics/taps.ts'
import { observer } from './page/watch.ts'
import { ATTRIBUTES } from './page/nodes.ts'
import { cut } from './touch/arrival.ts'
import { setConsent } from './visit/consent.ts'
import { loadVisit, visit } from './visit/visit.ts'

/** Milliseconds before the first beacon of a page view that needed no request. */
const SETTLED = 3e3

/** Composes the widget and begins; a second copy of the script does nothing. */
export const start = (site: PublicSettings | Settings): void => {
  if ((window as { rotary?: { refresh?: unknown } }).rotary?.refresh) return
  Object.assign(settings, site)
  // Storage over subdomains is the second file's, and a preview's stand-ins for edge and storage come by it: both put them into the settings.
  if (site !== settings && (readLink() || site.domain)) return void loadMore()!.then(() => start(settings))
  loadVisit()
  setConsent(visit.visitor)
  on('wanted', ({ target, slot }) => {
    ask({ target, slot })
    if (settings.lazy) loadMore()
  })
  on('lease', () => beatLater())
  on('swap', () => {
    if (settings.extras || settings.dataLayer) loadMore()
  })
  addEvent({ type: 'page', url: cut(location.href) })
  showVisit()
  installApi()
  beatLater(SETTLED)
  if (settings.observe !== false)
    observer.observe(home(), { subtree: true, childList: true, characterData: true, attributeFilter: ATTRIBUTES })
  // Fires on navigation, in bfcache and out of it; before Safari 14.5 it did not (https://bugs.webkit.org/show_bug.cgi?id=151234).
  listen('visibilitychange', () => {
    wake()
    beat(document.hidden)
    askSoon()
  })
  // A mouse that moves and every touch; pages scroll by themselves too.
  listen('pointerover', wake)
  watchTaps()
  emit('ready', settings)
}
