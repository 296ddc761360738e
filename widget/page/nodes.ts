/** A text node, or an attribute that people see or hear: both hold their text in `nodeValue`. */
export type Place = CharacterData | Attr

export const ATTRIBUTES = ['href', 'alt', 'title', 'aria-label', 'data-rotary-target']

/** What machines read or people type: never touched. An `itemprop` with `content` or `itemscope` does not take its text as its value. */
export const OFF_LIMITS = 'head,script,style,textarea,[contenteditable],[data-rotary-ignore],[itemprop]:not([itemscope],[content])'
/** Elements inside which a line of text goes on, and text nodes, which have no name. By names: asking for the layout would force one. */
const INLINE = /^([abisu]|em|font|mark|nobr|small|strong|su[bp]|t?span|undefined)$/

/** The element that a place belongs to. */
export const ownerOf = (place: Node): Element | null => (place as Attr).ownerElement || place.parentElement

/** The element that holds the whole line of text that a node is part of; an attribute is one by itself. */
export const lineOf = (node: Node): Node => {
  return node.parentElement && INLINE.test((node as Element).localName) ? lineOf(node.parentElement) : node
}
