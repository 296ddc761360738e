import type { Place } from '../../page/nodes.ts'
import { lineOf } from '../../page/nodes.ts'
import { DIGITS } from '../../page/digits.ts'
import { GAP } from '../../page/target.ts'

/** A run of text nodes that read as one, or one attribute. */
export interface Line {
  places: Place[]
  text: string
  element: Element
  /** Name of the attribute. */
  attribute?: string
}

const gap = new RegExp(`^${GAP}$`)
const ATTRIBUTES = ['href', 'title', 'alt', 'aria-label', 'placeholder', 'value', 'content', 'src']
const SILENT = 'style,noscript,template,script:not([type="application/ld+json"])'

/** Every place of a document where a number may stand, also those which the core leaves alone: frames and open shadow roots too. */
export function* linesOf(root: Document | ShadowRoot): Generator<Line> {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
  let places: Place[] = []
  let text = ''
  const line = (): Line[] => {
    const element = places[0]?.parentElement
    const found = element && text.length > 6 && !element.closest(SILENT) ? [{ places, text, element }] : []
    places = []
    text = ''
    return found
  }
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const value = node.nodeValue!
    const isPart = value.search(DIGITS) >= 0
    if (text && ((!isPart && !gap.test(value)) || lineOf(node) !== lineOf(places[0]!))) yield* line()
    if (isPart || text) {
      places.push(node as Text)
      text += value
    }
  }
  yield* line()
  for (const element of root.querySelectorAll('*')) {
    for (const attribute of ATTRIBUTES) {
      const place = element.getAttributeNode(attribute)
      if (place && place.value.search(DIGITS) >= 0) yield { places: [place], text: place.value, element, attribute }
    }
    // Closed as the panel's root is, only a test can look into it.
    if (element.shadowRoot && element.localName !== 'rotary-preview') yield* linesOf(element.shadowRoot)
    const inner = element.localName === 'iframe' && documentOf(element as HTMLIFrameElement)
    if (inner) yield* linesOf(inner)
  }
}

/** Of a frame of the same origin. */
const documentOf = (frame: HTMLIFrameElement): Document | null => {
  try {
    return frame.contentDocument
  } catch {
    return null
  }
}
