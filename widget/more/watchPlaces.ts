import { guard } from '../browser/guard.ts'
import type { Work } from './work.ts'

/** Rarer places: open shadow roots, also of elements defined later, each with an observer of its own. */
export const watchPlaces = ({ rotary, stops }: Work): void => {
  const known = new WeakSet<ShadowRoot>()
  const observer = new MutationObserver(
    guard((changes: MutationRecord[]) => {
      for (const { target, addedNodes } of changes) {
        for (const node of addedNodes) enterAll(node)
        if (target.getRootNode() instanceof ShadowRoot) rotary.refresh(target)
      }
    }),
  )
  const watch = (root: Node) => observer.observe(root, { subtree: true, childList: true, characterData: true })
  const enter = guard((element: Element) => {
    const { shadowRoot } = element
    if (shadowRoot && !known.has(shadowRoot) && !element.closest('[data-rotary-ignore]')) {
      known.add(shadowRoot)
      watch(shadowRoot)
      rotary.refresh(shadowRoot)
      enterAll(shadowRoot)
    }
  })
  const enterAll = (root: Node) => {
    if (root.nodeType === Node.TEXT_NODE) return
    const elements = [root as Element, ...(root as Element).querySelectorAll('*')]
    for (const element of elements) {
      enter(element)
      if (element.matches?.(':not(:defined)')) {
        customElements.whenDefined(element.localName).then(
          () => enter(element),
          () => {},
        )
      }
    }
  }
  enterAll(document.documentElement)
  watch(document.documentElement)
  stops.push(() => observer.disconnect())
}
