import type { E164 } from '../edge/brands.ts'
import type { LeasedNumber, NumberFormat, PublicSettings, PublicTarget } from '../edge/contract.ts'

/** What a page may render in place of a number: text, HTML of its own (through the Trusted Types policy `rotary`), or a node. */
export type Rendering = string | { text: string } | { html: string } | Node

/** One place on the page that is about to be changed, or was. */
export interface Occurrence {
  /** The company's own number. */
  target: E164
  slot: string
  number: LeasedNumber
  /** As the page has it, e.g. `8 (495) 123-45-67`. */
  text: string
  /** As it will be without anybody's word on it. */
  replacement: string
  element: Element
  /** Name of the attribute; `undefined` for text. */
  attribute: string | undefined
  /** The text node or attribute in which it begins. */
  place: CharacterData | Attr
  /** The mask that applies, if any. */
  format: NumberFormat | undefined
  /** Set by a listener of `before-swap`: what to render instead, or `false` to leave it as it is. */
  rendering?: Rendering | false
}

/** Writes a number; nothing or `false` leaves it to Rotary. */
export type FormatFunction = (occurrence: Occurrence) => Rendering | false | undefined | void

/** `rotary('config', …)`: overrides the site's settings on this page. */
export interface Options {
  /** Only inside the first element that matches this selector. */
  root?: string
  targets?: (string | { e164: string; slot?: string; text?: string; format?: NumberFormat })[]
  /** A mask such as `+{country} ({area}) {local:3-2-2}`, or a function. */
  format?: NumberFormat | FormatFunction
  /** Go on watching the page for changes; true by default. */
  observe?: boolean
  lazy?: boolean
  /** Milliseconds for which targets may be hidden before the first swap, 300 at most. */
  guardFlicker?: number
  dataLayer?: boolean
  /** The same as `rotary.consent()`. */
  consent?: { storage: boolean }
  /** Print faults to the console. */
  debug?: boolean
}

export type Settings = Omit<PublicSettings, 'targets'> &
  Omit<Options, 'targets' | 'format'> & {
    targets: (PublicTarget | string)[]
    /** The second file has come. */
    more?: boolean
    /** In the place of `localStorage`, where the second file shares identity over subdomains. */
    store?: { rotary?: string }
    /** Token of the preview link that this page was opened by. */
    token?: string | undefined
    /** In the place of `fetch`, in a preview. */
    fetch?: typeof fetch
  }

/** The settings in force: the site's, then the page's. Set once by `start` before anything reads them. */
export const settings = {} as Settings
