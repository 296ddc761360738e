import { guard } from '../../browser/guard.ts'
import type { Finding, Spot } from '../page/survey.ts'
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
  const marker = make('div', { class: 'box marked', hidden: true })
  const layers = [make('div'), marker] as const
  layer.append(...layers)
  const place = guard(() => {
    frame = 0
    // All is measured before anything is written: one layout.
    const rects = boxes.map(({ finding }) => rectOf(finding))
    const rect = marked?.isConnected ? marked.getBoundingClientRect() : undefined
    for (const [index, { box }] of boxes.entries()) put(box, rects[index])
    put(marker, rect)
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
      layers[0].replaceChildren(...boxes.map(({ box }) => box))
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

const put = (box: HTMLElement, rect: DOMRect | undefined): void => {
  box.hidden = !rect
  if (!rect) return
  const { left, top, width, height } = rect
  Object.assign(box.style, { left: `${left - 3}px`, top: `${top - 3}px`, width: `${width + 6}px`, height: `${height + 6}px` })
}

/** Of the number itself, not of all the text round it; what was found may be gone by now. */
const rectOf = ({ from, to, attribute, element }: Finding): DOMRect | undefined => {
  if (element.ownerDocument !== document || !element.isConnected) return undefined
  const fits = ({ place, offset }: Spot) => place.isConnected && place.nodeValue!.length >= offset
  let rect = element.getBoundingClientRect()
  if (!attribute && fits(from) && fits(to)) {
    const range = document.createRange()
    range.setStart(from.place, from.offset)
    range.setEnd(to.place, to.offset)
    rect = range.getBoundingClientRect()
  }
  return rect.width ? rect : undefined
}
