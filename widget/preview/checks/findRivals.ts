import type { Warning } from './warning.ts'

/** Products that swap numbers too: by the addresses of their scripts, and by what they put on the page. */
const RIVALS: readonly [name: string, script: RegExp, global?: string][] = [
  ['CallRail', /cdn\.callrail\.com|calltrk\.com/, 'CallTrk'],
  ['CallTrackingMetrics', /tctm\.(co|xyz)\//, '__ctm'],
  ['Mango Office', /widgets\.mango-office\.ru/, 'mgo'],
  ['CoMagic / UIS', /app\.(comagic\.ru|uiscom\.ru|callgear\.com)/, 'Comagic'],
  ['Roistat', /cloud\.roistat\.com/, 'roistat'],
  ['Calltouch', /mod\.calltouch\.ru/, 'ct'],
  ['Callibri', /cdn\.callibri\.ru/, 'callibriInit'],
  ['Ringostat', /script\.ringostat\.com/, 'ringostatAnalytics'],
  ['Invoca', /invoca(cdn|-cdn)?\.(com|net)/, 'Invoca'],
  ['Infinity', /infinity-tracking\.(net|com)/, '_ictt'],
  ['CallForge', /callforge/i],
  ['CallScaler', /callscaler/i],
  ['Marchex', /marchex|telmetrics/i],
  ['WhatConverts', /\/\/[a-z]{16,}\.com\/profiles?\/|whatconverts/i],
  ['ResponseTap', /responsetap|adinsight/i, 'adiInit'],
  ['Delacon', /vxml4\.delacon/i],
  ['iovox', /iovox/i],
  ['Nimbata', /nimbata/i],
]
/** Our own scripts that stand in for theirs define the same names. */
const STANDS_IN: Record<string, RegExp> = { CallRail: /rotary-callrail/, 'Mango Office': /rotary-mango/ }
const GOOGLE = /phone_conversion_number|_googWcmGet|google_wcm|google_replace_number/

/** Whoever else writes numbers on this page. */
export const findRivals = (): Warning[] => {
  const scripts = [...document.scripts]
  const page = window as unknown as Record<string, unknown>
  const found = RIVALS.flatMap(([name, address, global]): Warning[] => {
    if (scripts.some(({ src }) => STANDS_IN[name]?.test(src))) return []
    const element = scripts.find(({ src }) => address.test(src))
    // A short name may be anybody's; an element with this id is `window[name]` too.
    const there = global && global.length > 2 && page[global] && !(page[global] instanceof Element)
    return element || there ? [{ kind: 'rival', about: name, element }] : []
  })
  const google = scripts.find(({ text }) => GOOGLE.test(text))
  return google || page['_googWcmGet'] || page['_googWcmImpl'] || hasConversionNumber(page['dataLayer'])
    ? [...found, { kind: 'google', about: 'Google Ads', element: google }]
    : found
}

/** `gtag('config', 'AW-…', { phone_conversion_number })`, from whichever script. */
const hasConversionNumber = (layer: unknown): boolean =>
  Array.isArray(layer) &&
  layer.some((entry: unknown) => {
    const parts = entry && typeof entry === 'object' ? Object.values(entry) : []
    return parts.some((part: unknown) => part !== null && typeof part === 'object' && 'phone_conversion_number' in part)
  })
