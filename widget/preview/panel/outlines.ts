import { guard } from '../../browser/guard.ts'
import type { Finding } from '../page/survey.ts'
import { make } from './make.ts'

/** Boxes round the places on the page, in a layer of our own: nothing of the page is touched. */
export interface Outlines {
  draw(findings: Finding[]): void
  /** Brings a place on screen and marks it for a while. */
  mark(element: Element): void
}

/** Milliseconds for which a place stays marked. */
const MARKED = 2500

export const createOutlines = (layer: HTMLElement, { badge, stops }: { badge: string; stops: (() => void)[] }): Outlines => {
  let boxes: { box: HTMLElement; finding: Finding }[] = []
  let frame = 0
  let marked: Element | undefined
  const place = guard(() => {
    frame = 0
    const rects = boxes.map(({ finding }) => rectOf(finding))
    for (const [index, { box, finding }] of boxes.entries()) {
      const rect = rects[index]
      box.hidden = !rect
      box.classList.toggle('marked', finding.element === marked)
      if (rect) {
        const { left, top, width, height } = rect
        Object.assign(box.style, { left: `${left - 3}px`, top: `${top - 3}px`, width: `${width + 6}px`, height: `${height + 6}px` })
      }
    }
  })
  const follow = () => {
    frame ||= requestAnimationFrame(place)
  }
  for (const type of ['scroll', 'resize', 'transitionend', 'load']) {
    addEventListener(type, follow, { capture: true, passive: true })
    stops.push(() => removeEventListener(type, follow, true))
  }
  return {
    draw(findings) {
      boxes = findings
        .filter(({ attribute }) => !attribute || attribute === 'value')
        .map((finding) => ({
          finding,
          box: make('div', { class: finding.swapped ? 'box swapped' : 'box' }, finding.swapped && make('b', {}, badge)),
        }))
      layer.replaceChildren(...boxes.map(({ box }) => box))
      place()
    },
    mark(element) {
      marked = element
      element.scrollIntoView({ block: 'center', behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth' })
      follow()
      setTimeout(() => {
        if (marked === element) marked = undefined
        follow()
      }, MARKED)
    },
  }
}

/** Of the number itself, not of all the text round it. */
const rectOf = ({ place, text, element }: Finding): DOMRect | undefined => {
  const at = place.nodeType === Node.TEXT_NODE && place.isConnected ? place.nodeValue!.indexOf(text) : -1
  let rect: DOMRect | undefined
  if (at >= 0) {
    const range = document.createRange()
    range.setStart(place, at)
    range.setEnd(place, at + text.length)
    rect = range.getBoundingClientRect()
  } else if (element.isConnected) rect = element.getBoundingClientRect()
  return rect?.width && element.ownerDocument === document ? rect : undefined
}
