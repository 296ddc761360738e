import type { Rotary } from '../api.ts'
import type { Settings } from '../config.ts'

/** What a shim works with: the API, and the settings in force. */
export interface Core {
  rotary: Rotary
  settings: Settings
}

/**
 * Loads the site's own script, once, and resolves when it runs. The site stands in the shim's tag: `data-rotary-site`, or `?site=pk_…`
 * where the page's own loader writes the tag. A module import passes on a nonce and needs no Trusted Types policy.
 */
export const loadCore = (): Promise<Core> => {
  const tag = document.currentScript as HTMLScriptElement
  const { origin, searchParams } = new URL(tag.src)
  const site = tag.dataset['rotarySite'] || searchParams.get('site')
  return new Promise((resolve) => {
    const there = () => (window as unknown as { rotary?: Rotary }).rotary as Rotary
    const done = (settings: Settings) => resolve({ rotary: there(), settings })
    document.addEventListener('rotary:ready', ((event: CustomEvent<Settings>) => done(event.detail)) as EventListener, { once: true })
    // Where the core came first, only its settings are missing.
    if ((there() as Partial<Rotary> | undefined)?.refresh)
      void fetch(`${origin}/v1/settings/${site}`)
        .then((answer) => answer.json())
        .then(done, () => {})
    else import(`${origin}/w/${site}.js`).catch(() => {})
  })
}
