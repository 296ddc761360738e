import type { Occurrence } from '../../config.ts'
import type { Place } from '../../page/nodes.ts'
import { writeByMask } from '../../more/writeByMask.ts'
import type { Model } from '../model.ts'

/** By what a number was written: `pattern` of the page · `usual` form of its country · `mask` of the site · `hook` of the page · `link`. */
export type Writing = 'pattern' | 'usual' | 'mask' | 'hook' | 'link'

export interface Entry {
  place: Place
  slot: string
  before: string
  /** As it was written; absent where the page renders HTML or a node of its own. */
  after: string | undefined
  writing: Writing
  mask: string | undefined
  vetoed: boolean
}

/** What a script of the page did to a place. */
export interface Interference {
  /** Address of the script, with the line where it is the page itself; empty where it cannot be told. */
  script: string
  what: 'hook' | 'overwrites' | 'structured'
  text: string
  times: number
}

/** What the core and the page did, as their events tell it. */
export interface Journal {
  entries: Map<Place, Entry[]>
  /** Places that the core gave up, since a script put its own text back again and again. */
  fights: number
  /** Hooks of the page that threw. */
  faults: string[]
  interferences: Interference[]
  /** Texts that were drawn on a canvas. */
  drawn: { text: string; canvas: HTMLCanvasElement | undefined }[]
  /** What the policy of the page refused of the edge. */
  refusals: { directive: string; enforced: boolean }[]
  /** The script that wrote into structured data last. */
  structuredBy: string
  interfere(one: Omit<Interference, 'times'>): void
}

export const createJournal = (model: Model): Journal => {
  const journal: Journal = {
    entries: new Map(),
    fights: 0,
    faults: [],
    interferences: [],
    drawn: [],
    refusals: [],
    structuredBy: '',
    interfere(one) {
      const known = journal.interferences.find(({ script, what, text }) => script === one.script && what === one.what && text === one.text)
      if (known) known.times++
      else journal.interferences.push({ ...one, times: 1 })
      model.changed()
    },
  }
  const listen = <Detail>(event: string, listener: (detail: Detail, event: Event) => void) => {
    const handler = (event: Event) => listener((event as CustomEvent<Detail>).detail, event)
    document.addEventListener(`rotary:${event}`, handler)
    model.stops.push(() => document.removeEventListener(`rotary:${event}`, handler))
  }
  listen<Occurrence>('before-swap', (occurrence, event) =>
    // Whoever listens has had his word by then.
    queueMicrotask(() => {
      if (occurrence.attribute === 'data-rotary-target') return
      const entry = toEntry(occurrence, event.defaultPrevented || occurrence.rendering === false)
      const others = (journal.entries.get(entry.place) ?? []).filter((one) => one.slot !== entry.slot || one.before !== entry.before)
      journal.entries.set(entry.place, [...others, entry])
      model.changed()
    }),
  )
  listen<{ reason: string }>('lease', ({ reason }) => {
    if (reason === 'unavailable' && model.edge === 'asking') model.edge = 'silent'
    model.changed()
  })
  listen('restore', () => model.changed())
  listen<{ code: string; error?: unknown }>('error', ({ code, error }) => {
    // What fails each time the page is looked at is one fault.
    if (code !== 'fight' && journal.faults.includes(String(error))) return
    if (code === 'fight') journal.fights++
    else journal.faults.push(String(error))
    model.changed()
  })
  return journal
}

const toEntry = ({ place, slot, text, replacement, rendering, attribute, format, number }: Occurrence, vetoed: boolean): Entry => {
  const text2 = typeof rendering === 'string' ? rendering : (rendering as { text?: string } | undefined)?.text
  const written = rendering === undefined || rendering === false ? replacement : text2
  const masked = format && attribute !== 'href' && written === writeByMask(number, format)
  const usual = replacement === number.national || replacement === number.international
  const writing: Writing =
    attribute === 'href' ? 'link' : masked ? 'mask' : rendering ? 'hook' : usual && !fits(text, replacement) ? 'usual' : 'pattern'
  return { place, slot, before: text, after: written, writing, mask: masked ? format : undefined, vetoed }
}

const fits = (text: string, replacement: string) => text.replace(/\d/g, '0') === replacement.replace(/\d/g, '0')
