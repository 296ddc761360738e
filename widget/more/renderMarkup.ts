import type { Occurrence } from '../config.ts'
import { guard } from '../browser/guard.ts'
import type { Work } from './work.ts'

interface Policy {
  createHTML(html: string): string
}

interface Rendered {
  slot: string
  place: CharacterData
  from: string
  to: string
  /** The rendered node and the text after it. */
  extra: ChildNode[]
}

let policy: Policy | undefined

/**
 * Renders what a hook wants as HTML or a node: the text up to the number stays in its node, the rendering and the rest of the text
 * follow as nodes of their own. All is put back when the number changes or the page is restored.
 */
export const renderMarkup = ({ rotary, stops }: Work): void => {
  const all = new Set<Rendered>()
  const undo = (slot?: string) => {
    for (const one of all) {
      if (!slot || one.slot === slot) {
        all.delete(one)
        for (const node of one.extra) node.remove()
        if (one.place.nodeValue === one.to) one.place.nodeValue = one.from
      }
    }
  }
  rotary.on('render', (occurrence) => {
    const { place, text, slot, attribute } = occurrence
    const from = place.nodeValue!
    const at = from.indexOf(text)
    const node = at >= 0 && !attribute && toNode(occurrence)
    // A number in pieces, or an attribute: nothing can be put there, so the text is written.
    if (!node) return
    const to = from.slice(0, at)
    const extra = [node, new Text(from.slice(at + text.length))]
    all.add({ slot, place: place as CharacterData, from, to, extra })
    place.nodeValue = to
    ;(place as CharacterData).after(...extra)
    guard(() => document.dispatchEvent(new CustomEvent('rotary:swap', { detail: occurrence })))()
  })
  rotary.on('lease', ({ slots }) => slots.forEach(({ slot }) => undo(slot)))
  rotary.on('restore', () => undo())
  stops.push(() => undo())
}

/** HTML is put in a `span`, by the Trusted Types policy `rotary`; where that is refused this throws, and the page keeps its number. */
function toNode({ rendering }: Occurrence): ChildNode | undefined {
  const { html } = rendering as { html?: string }
  if (html === undefined) return (rendering as Node).nodeType ? (rendering as ChildNode) : undefined
  policy ||= (window as { trustedTypes?: { createPolicy(name: string, rules: Policy): Policy } }).trustedTypes?.createPolicy('rotary', {
    createHTML: (own) => own,
  })
  const span = document.createElement('span')
  span.innerHTML = policy ? policy.createHTML(html) : html
  return span
}
