import type { Work } from './work.ts'
import { writeByMask } from './writeByMask.ts'

interface Filled {
  slot: string
  e164: string
  element: Element
  undo: () => void
}

/**
 * `data-rotary-target="+74951234567"`: the element shows that target's number whatever stands in it now. Its first text is written
 * unless the number is there already, and its `href` if it has one. All is put back when the number changes or the page is restored.
 */
export const fillMarked = ({ rotary, stops }: Work): void => {
  const all = new Set<Filled>()
  const undoAll = (which: (filled: Filled) => boolean) => {
    for (const filled of all) {
      if (which(filled)) {
        all.delete(filled)
        filled.undo()
      }
    }
  }
  rotary.on('before-swap', ({ attribute, element, slot, number, format }) => {
    if (attribute !== 'data-rotary-target') return undefined
    undoAll((filled) => filled.element === element)
    const steps: (() => void)[] = []
    const href = element.getAttribute('href')
    if (href !== null && !href.includes(number.e164)) {
      element.setAttribute('href', `tel:${number.e164}`)
      steps.push(() => element.setAttribute('href', href))
    }
    const shown = element.textContent!.replace(/\D/g, '')
    if (!element.hasAttribute('data-rotary-href-only') && !shown.includes(number.e164.slice(-7))) {
      const text = firstTextIn(element)
      const before = text.nodeValue!
      text.nodeValue = format ? writeByMask(number, format) : number.national
      const written = text.nodeValue
      steps.push(() => {
        if (text.nodeValue === written) text.nodeValue = before
      })
    }
    all.add({ slot, e164: number.e164, element, undo: () => steps.forEach((step) => step()) })
    return false
  })
  rotary.on('lease', ({ slots }) => {
    for (const { slot, number } of slots) {
      const changed = [...all].filter((filled) => filled.slot === slot && filled.e164 !== number?.e164)
      undoAll((filled) => changed.includes(filled))
      for (const { element } of changed) rotary.refresh(element)
    }
  })
  rotary.on('restore', () => undoAll(() => true))
  stops.push(() => undoAll(() => true))
}

function firstTextIn(element: Element): Text {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
  let text = walker.nextNode()
  while (text && !text.nodeValue!.trim()) text = walker.nextNode()
  return (text as Text | null) || element.appendChild(new Text())
}
