import { guard } from '../../browser/guard.ts'
import { pageAddress } from '../askEdge.ts'
import type { Model } from '../model.ts'
import type { Journal } from '../page/journal.ts'
import { telephonesIn } from './telephonesIn.ts'

export const STRUCTURED = 'script[type="application/ld+json"],[itemprop=telephone]'
/** Milliseconds for the page to be served once more. */
const PATIENCE = 5e3

/**
 * Compares what machines read with what the site served: Rotary never changes it, so if it is other, somebody else did. The page comes out
 * of the browser's cache where it may.
 */
export const watchStructuredData = (model: Model, journal: Journal): void => {
  let served: string[] | undefined
  const compare = guard(() => {
    if (!served?.length) return
    const now = [...document.querySelectorAll(STRUCTURED)].map(({ outerHTML }) => outerHTML).join('\n')
    const strange = telephonesIn(now).filter((number) => !served!.includes(number))
    for (const text of strange)
      if (!journal.interferences.some((one) => one.text === text))
        journal.interfere({ script: journal.structuredBy, what: 'structured', text })
  })
  const observer = new MutationObserver(compare)
  const read = guard(async () => {
    const answer = await fetch(pageAddress(), { cache: 'force-cache', signal: AbortSignal.timeout(PATIENCE) })
    if (answer.ok && /html/.test(answer.headers.get('content-type') ?? '')) served = telephonesIn(await answer.text())
    compare()
    observer.observe(document, { subtree: true, childList: true, characterData: true, attributeFilter: ['content'] })
  })
  const begin = () => document.querySelector(STRUCTURED) && void read()?.catch(() => {})
  if (document.readyState === 'complete') begin()
  else addEventListener('load', begin, { once: true })
  model.stops.push(() => observer.disconnect())
}
