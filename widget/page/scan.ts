import { guard } from '../browser/guard.ts'
import { MAYBE_DIGITS } from './digits.ts'
import { countFight } from './fights.ts'
import type { Place } from './nodes.ts'
import { ATTRIBUTES, lineOf } from './nodes.ts'
import { swapRun } from './swap.ts'
import { GAP } from './target.ts'

/** Milliseconds of work at a time: well under a 50 ms task where the CPU is four times slower. */
const SLICE = 10
const SHOW_TEXT = 4
const gap = new RegExp(`^${GAP}$`)

/** Roots to be looked through, each with the place whose content had been replaced by it. */
const queue = new Map<Node, Node | undefined>()
let working: unknown
let end: number
let last: Node | undefined
let count = 0

/**
 * Looks through an attribute, or the line of text that a node is part of with all that is in it: when the present script ends, before
 * anything is painted, and later if it is much.
 */
export const scanLater = (node: Node, replaced?: Node): void => {
  // A parser reports an element and then each of its children.
  if (!last?.contains(node)) queue.set((last = lineOf(node)), replaced)
  working ||= work()
}

const work = async (): Promise<void> => {
  await 0
  end = Date.now() + SLICE
  for (const [root, replaced] of queue) {
    last = undefined
    queue.delete(root)
    await guard(scan)(root, replaced)
  }
  working = 0
}

const isOver = () => !(++count & 63) && Date.now() > end

const pause = async () => {
  await new Promise(setTimeout as never)
  end = Date.now() + SLICE
}

const scan = async (root: Node, replaced?: Node): Promise<void> => {
  let swapped = 0
  let run: Place[] = []
  let text = ''
  const flush = () => {
    swapped += swapRun(run, text)
    run = []
    text = ''
  }
  if (root.nodeValue) swapped = swapRun([root as Attr], root.nodeValue!)
  else if (root.isConnected) {
    const walker = document.createTreeWalker(root, SHOW_TEXT)
    let node: Node | null
    while ((node = walker.nextNode())) {
      const value = node.nodeValue!
      const isPart = MAYBE_DIGITS.test(value)
      if (text && ((!isPart && !gap.test(value)) || lineOf(node) !== lineOf(run[0]!))) flush()
      if (isPart || text) {
        run.push(node as Text)
        text += value
      }
      // Not in the middle of a number: the page may change meanwhile.
      if (isOver() && !text) {
        await pause()
        // The page changed under our feet: what stood after this node must not be missed.
        if (!node.isConnected) return scanLater(root)
      }
    }
    flush()
    // A pass of the engine for each instead of a look at every link: one for all is a long task.
    for (const name of ATTRIBUTES) {
      // Not `await` without need: a microtask more, and another script's observer comes between.
      if (Date.now() > end) await pause()
      const found = (root as Element).querySelectorAll(`[${name === 'href' ? 'href^=tel],[href^=sms],[href^=callto' : name}]`)
      // One by one: 25,000 elements at once are a long task.
      for (let index = 0, element = root as Element | undefined; element; element = found[index++]) {
        // A shadow root has no attributes of its own.
        const attribute = element.getAttributeNode?.(name)
        if (attribute) swapped += swapRun([attribute], attribute.value)
        if (isOver()) await pause()
      }
    }
  }
  if (swapped && replaced) countFight(replaced)
}
