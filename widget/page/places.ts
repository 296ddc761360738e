/** Attributes that people see or hear, each with the elements that count. */
export const PLACES: [name: string, selector: string][] = [
  ['href', '[href^="tel:" i],[href^="sms:" i],[href^="callto:" i]'],
  ['aria-label', '[aria-label]'],
  ['title', '[title]'],
  ['alt', '[alt]'],
  ['value', 'input[type=button i][value]'],
]

/** What machines read or people type: never touched. An `itemprop` with `content` or `itemscope` does not take its text as its value. */
export const OFF_LIMITS =
  'head,script,style,noscript,template,textarea,[contenteditable]:not([contenteditable=false i]),[data-rotary-ignore],[itemprop]:not([itemscope],[content])'

/** The element that a text or attribute node belongs to. */
export const ownerOf = (node: Node): Element | null => (node as Attr).ownerElement || node.parentElement
