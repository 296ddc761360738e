import type { PublicSettings } from '../edge/contract.ts'
import { installApi, noteStarted, readTargets } from './api.ts'
import { guard, whenFault } from './browser/guard.ts'
import { whenShownOrHidden } from './browser/hide.ts'
import { listen } from './browser/listen.ts'
import { whenNavigated } from './browser/navigation.ts'
import { settings } from './config.ts'
import { emit } from './hooks.ts'
import { ask, askAgain, askFor, askForAll, noteGiven, whenAnswered } from './lease/ask.ts'
import { beat, beatLater, noteActivity } from './lease/beacon.ts'
import { leases, recallLeases, showLeases } from './lease/leases.ts'
import { settle } from './lease/outcomes.ts'
import { addEvent } from './metrics/events.ts'
import { watchInterest } from './metrics/interest.ts'
import { hideForNow, showHidden } from './page/flicker.ts'
import { numbers } from './page/numbers.ts'
import { scanLater, work } from './page/scan.ts'
import { whenInSight } from './page/seen.ts'
import { watch } from './page/watch.ts'
import { whenWanted } from './page/wanted.ts'
import { cut } from './touch/arrival.ts'
import { setConsent } from './visit/consent.ts'
import { hasStoredIdentity } from './visit/identity.ts'

/** Milliseconds after which even a lazy page asks. */
const LAZY = 4000
/** Milliseconds before the first beacon of a page view that needed no request. */
const SETTLED = 3000

/** Composes the widget and begins, once the page is really shown to somebody. */
export function start(site: PublicSettings): void {
  Object.assign(settings, site)
  whenFault((error) => {
    if (settings.debug) console.error('rotary', error)
    emit('error', { code: 'fault', error })
  })
  readTargets()
  if (!installApi() || !settings.enabled) return
  const prerendering = (document as { prerendering?: boolean }).prerendering
  if (prerendering) document.addEventListener('prerenderingchange', guard(run), { once: true })
  else run()
}

function run(): void {
  noteStarted()
  if (settings.consentRequired && hasStoredIdentity()) setConsent(true)
  whenWanted(({ e164, slot }, element) => {
    ask({ target: e164, slot }, settings.lazy)
    hideForNow(element, settings.guardFlicker)
  })
  const intents = new Set<string>()
  whenInSight({
    seen: askFor,
    viewed(slot) {
      if (numbers.has(slot) && !intents.has(slot)) {
        intents.add(slot)
        addEvent({ type: 'intent', slot })
      }
    },
  })
  whenAnswered(() => {
    showHidden()
    beatLater(Math.min(...leases.map(({ beacon }) => beacon)))
  })
  pageEvent()

  recallLeases()
  for (const { slots } of leases) {
    for (const slot of slots) {
      noteGiven(slot)
      settle({ reason: 'leased', ...slot })
    }
  }
  if (leases.length) beatLater(SETTLED)
  showLeases()
  const root = (settings.root as Element) || document.documentElement
  scanLater(root)
  work()
  if (settings.observe !== false) watch(root)

  whenShownOrHidden(
    () => {
      askAgain()
      beat()
    },
    () => beat(true),
  )
  whenNavigated((from) => {
    askAgain()
    pageEvent(from)
    emit('navigate', { url: location.href, from })
  })
  watchInterest()
  if (settings.lazy) setTimeout(guard(askForAll), LAZY)
  for (const type of ['pointerdown', 'keydown', 'scroll']) {
    listen(window, type, () => {
      noteActivity()
      askForAll()
    })
  }
  emit('ready', { site: settings.site })
}

function pageEvent(referrer: string = document.referrer): void {
  addEvent({ type: 'page', url: cut(location.href), referrer: cut(referrer), title: document.title.slice(0, 256) })
}
