import { guard } from '../browser/guard.ts'
import { whenStopped } from '../browser/listen.ts'
import { isLost } from './fights.ts'
import { PLACES } from './places.ts'
import { records, undoDetached } from './records.ts'
import { scanLater, whenShadowRoot, work } from './scan.ts'

const OPTIONS: MutationObserverInit = {
  subtree: true,
  childList: true,
  characterData: true,
  attributes: true,
  attributeFilter: PLACES.map(([name]) => name),
}
const MANY = 1000

/** Sees every change under `root` and in the open shadow roots found there; one observer, own writes ignored. */
export function watch(root: Node): void {
  const observer = new MutationObserver(
    guard((changes: MutationRecord[]) => {
      // Content that is taken out and put in at one place is the page's own re-rendering, or a fight.
      const emptied = new Set<Node>()
      for (const { target, removedNodes } of changes) if (removedNodes.length) emptied.add(target)
      if (emptied.size && records.size > MANY) undoDetached()
      for (const { target, addedNodes, attributeName } of changes) {
        if (isLost(target)) continue
        for (const node of addedNodes) scanLater(node, emptied.has(target) ? target : undefined)
        const changed = attributeName ? (target as Element).getAttributeNode(attributeName) : target
        const record = changed && records.get(changed)
        if (changed && (attributeName || target instanceof CharacterData) && record?._to !== changed.nodeValue) scanLater(changed, target)
      }
      work()
    }),
  )
  observer.observe(root, OPTIONS)
  whenShadowRoot((shadow) => {
    observer.observe(shadow, OPTIONS)
    scanLater(shadow)
  })
  whenStopped(() => observer.disconnect())
}
