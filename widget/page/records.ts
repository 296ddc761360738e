import { ownerOf } from './places.ts'

/** What was written where, so that every byte can be put back. */
export interface Record {
  _node: CharacterData | Attr
  _slots: string[]
  _from: string
  _to: string
  /** Nodes that render a number by a hook's wish, inserted after `_node`. */
  _extra: ChildNode[]
}

export const records = new Map<Node, Record>()

/** Puts the original back, unless the page has written there since. */
export function undo(record: Record): void {
  records.delete(record._node)
  if (record._node.nodeValue === record._to) record._node.nodeValue = record._from
  for (const node of record._extra) node.remove()
}

/** Nodes that left the page are put back as well, so that they are found anew if they return; keeps infinite lists small. */
export function undoDetached(): void {
  for (const record of records.values()) {
    if (!ownerOf(record._node)?.isConnected) undo(record)
  }
}
