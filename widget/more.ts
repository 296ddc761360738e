import { guard } from './browser/guard.ts'
import type { Settings } from './config.ts'
import { bridgeConsent } from './more/bridgeConsent.ts'
import { createNumber } from './more/createNumber.ts'
import { domainStore } from './more/domainStore.ts'
import { fillMarked } from './more/fillMarked.ts'
import { formatByMask } from './more/formatByMask.ts'
import type { Work } from './more/work.ts'
import { pushDataLayer } from './more/pushDataLayer.ts'
import { renderMarkup } from './more/renderMarkup.ts'
import { reportGoals } from './more/reportGoals.ts'
import { watchEngagement } from './more/watchEngagement.ts'
import { watchForms } from './more/watchForms.ts'
import { watchInterest } from './more/watchInterest.ts'
import { watchNavigation } from './more/watchNavigation.ts'
import { watchPlaces } from './more/watchPlaces.ts'
import { watchSight } from './more/watchSight.ts'
import type { Rotary } from './api.ts'

/**
 * The second file. It stands on the public API alone, so that the core carries nothing for it: masks, HTML and marked elements, headless numbers, lazy
 * pages, identity over subdomains, and the site's `extras`. The core asks for it when one of them is wanted, else after the first swap; when the page was
 * opened by a preview link, before it begins.
 */
export default function begin(settings: Settings): unknown {
  settings.more = true
  if (settings.domain) settings.store = domainStore(settings.domain)
  const { rotary } = window as unknown as { rotary?: Rotary }
  // Before the core has begun (identity first) there is no API yet: it comes back through `ready`.
  if (rotary?.refresh) equip(rotary, settings)
  else {
    document.addEventListener('rotary:ready', (event) => {
      // A second copy of the tag waits for its own core, which never begins.
      if ((event as CustomEvent<Settings>).detail === settings) equip((window as unknown as { rotary: Rotary }).rotary, settings)
    })
  }
  // The core waits for what this resolves with, and begins with what the preview has put into the settings.
  if (!settings.token) return undefined
  return import(/* @vite-ignore */ /* webpackIgnore: true */ `${settings.edge}/rotary-preview.js`).then(({ preview }) => preview(settings))
}

const equip = guard((rotary: Rotary, settings: Settings): void => {
  const { extras = [] } = settings
  const work: Work = { rotary, settings, stops: [] }
  rotary.number = guard(createNumber(work)) as Rotary['number']
  const wanted: [boolean | undefined, (work: Work) => void][] = [
    [true, formatByMask],
    [true, renderMarkup],
    [true, fillMarked],
    [settings.lazy, watchSight],
    [settings.dataLayer, pushDataLayer],
    [extras.includes('ga4') || extras.includes('metrica'), reportGoals],
    [extras.includes('tcf') || extras.includes('gcm'), bridgeConsent],
    [extras.includes('interest'), watchInterest],
    [extras.includes('engagement'), watchEngagement],
    [extras.includes('forms'), watchForms],
    [extras.includes('navigation'), watchNavigation],
    [extras.includes('places'), watchPlaces],
  ]
  for (const [on, begin] of wanted) if (on) guard(begin)(work)
  if (settings.debug) rotary.on('error', (detail) => console.debug('rotary', detail))
  document.addEventListener('rotary:stop', () => {
    for (const stop of work.stops) guard(stop)()
  })
  // What was swapped before is told again, now that somebody listens.
  rotary.config({})
})
