import { guard } from '../browser/guard.ts'
import { isLost } from './fights.ts'
import type { Place } from './nodes.ts'
import { ownerOf } from './nodes.ts'
import { records, undo } from './records.ts'
import { scanLater } from './scan.ts'

/** Sees every change under what it watches; own writes are ignored. */
export const observer = new MutationObserver(
  guard((changes: MutationRecord[]) => {
    // Nodes that left the page are put back, so that they are found anew if they return, and endless pages stay small.
    undo((_, place) => !ownerOf(place)?.isConnected)
    for (const { target, addedNodes, removedNodes, attributeName } of changes) {
      if (isLost(target)) continue
      // Content that is replaced is the page's own re-rendering, or a fight.
      for (const node of addedNodes) scanLater(node, removedNodes[0] && target)
      const changed = attributeName ? (target as Element).getAttributeNode(attributeName) : target
      if (changed?.nodeValue && records.get(changed as Place)?._to !== changed.nodeValue) scanLater(changed, target)
    }
  }),
)
