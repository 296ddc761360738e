import type { Extra } from '../../edge/contract.ts'
import type { PreviewOpened } from '../../edge/preview/previewContract.ts'
import { guard } from '../browser/guard.ts'
import type { Settings } from '../config.ts'
import { watchBlocking } from './checks/watchBlocking.ts'
import { watchDrawing } from './checks/watchDrawing.ts'
import { createModel } from './model.ts'
import { createJournal } from './page/journal.ts'
import { keepUndialled } from './page/keepUndialled.ts'
import { watchStructuredData } from './checks/watchStructuredData.ts'
import { watchScripts } from './page/watchScripts.ts'
import { showPanel } from './panel/showPanel.ts'
import { createStandIn } from './standIn.ts'

/** What changes what is swapped; the others report, and a preview is no visit. */
const EXTRAS: Extra[] = ['navigation', 'places', 'tcf', 'gcm']

/** Sets the page up for a preview, before the core begins: the same code as for a visitor, with other answers and no memory. */
export const begin = (settings: Settings, opened: PreviewOpened, blocked: boolean): void => {
  const { edge, ...fresh } = opened.settings
  Object.assign(settings, fresh, {
    // The page reaches the edge by the address in its tag.
    edge: settings.edge || edge,
    extras: (fresh.extras ?? []).filter((extra) => EXTRAS.includes(extra)),
    dataLayer: false,
    domain: '',
    store: {},
    consentRequired: false,
  })
  const model = createModel(settings, opened, blocked)
  settings.fetch = createStandIn(model)
  const journal = createJournal(model)
  for (const watch of [watchScripts, watchDrawing, watchBlocking, watchStructuredData]) guard(watch)(model, journal)
  guard(keepUndialled)(model)
  // A frame shares the tab's link: its numbers are samples too, but one panel is enough.
  if (isInner()) return
  const show = guard(() => showPanel(model, journal))
  document.addEventListener(
    'rotary:ready',
    () => (document.readyState === 'loading' ? document.addEventListener('DOMContentLoaded', show, { once: true }) : show()),
    { once: true },
  )
}

/** Whether this page is a frame of a page of the same site. */
const isInner = (): boolean => {
  try {
    return parent !== window && Boolean(parent.document)
  } catch {
    return false
  }
}
