import type { Target } from './target.ts'

/** Places that wait for a number, by slot. */
export const waiting = new Map<string, Set<Node>>()

let listener: (target: Target, element: Element) => void = () => {}

/** Says who is told of each place whose slot has no number yet. */
export function whenWanted(fn: (target: Target, element: Element) => void): void {
  listener = fn
}

export function want(target: Target, node: Node, element: Element): void {
  const nodes = waiting.get(target.slot) || new Set()
  waiting.set(target.slot, nodes.add(node))
  listener(target, element)
}
