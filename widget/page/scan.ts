import { guard } from '../browser/guard.ts'
import { settings } from '../config.ts'
import { DIGITS, SEPARATORS } from './digits.ts'
import { countFight } from './fights.ts'
import { isJoined } from './joint.ts'
import { targets } from './numbers.ts'
import { OFF_LIMITS, PLACES } from './places.ts'
import { swapRun } from './swap.ts'

/** Milliseconds of work at a time: well under a 50 ms task where the CPU is four times slower. */
const SLICE = 10
const SHOW_TEXT = 4
/** Text nodes on either side of a changed place in which a number may start or end. */
const NEIGHBOURS = 3

const EVERYWHERE = PLACES.map(([, selector]) => selector).join()
const GAP = new RegExp(`^[${SEPARATORS}]*$`)
let filter: RegExp

/** Roots to be looked through, each with the place whose content had been replaced by it. */
const queue = new Map<Node, Node | undefined>()
let job: Iterator<void> | undefined
let timer: ReturnType<typeof setTimeout> | undefined
let last: Node | undefined
let paused = false
let whenShadow: (root: ShadowRoot) => void = () => {}

export function whenShadowRoot(fn: (root: ShadowRoot) => void): void {
  whenShadow = fn
}

/** What can be part of a target at all: a digit, or a word of a target in words. */
export function prepareFilter(): void {
  filter = new RegExp(
    [`[${DIGITS}]`, ...targets.flatMap(({ _words }) => (_words ? _words.source.match(/[^\W\d_]{3,}/g) || [] : []))].join('|'),
    'i',
  )
}

/** Queues a subtree (or one text node); `replaced` is the place where the page has just replaced content. */
export function scanLater(root: Node, replaced?: Node): void {
  // A parser reports an element and then each of its children.
  if (!paused && (!last?.contains(root) || last === root)) queue.set((last = root), replaced)
}

/** `restore()` stops all writing until `refresh()`. */
export function pauseScans(pause: boolean): void {
  paused = pause
  queue.clear()
  job = last = undefined
}

/** Works through the queue now, for one slice, and goes on later with what is left. */
export const work = guard((): void => {
  clearTimeout(timer)
  const end = performance.now() + SLICE
  do {
    if (!job) {
      const next = queue.entries().next().value
      if (!next) {
        last = undefined
        return
      }
      queue.delete(next[0])
      last = undefined
      job = scan(next[0], next[1])
    }
    try {
      if (job.next().done) job = undefined
    } catch (error) {
      job = undefined
      throw error
    }
  } while (performance.now() < end)
  timer = setTimeout(work)
})

/** The `%20` in a link holds digits that are none. */
function readable({ name, value }: Attr): string {
  try {
    return name === 'href' ? decodeURIComponent(value) : value
  } catch {
    return value
  }
}

function* scan(root: Node, replaced?: Node): Generator<void> {
  let swapped = false
  const swap = (nodes: (CharacterData | Attr)[], text: string) => {
    if (swapRun(nodes, text)) swapped = true
  }
  if (root instanceof Attr) swap([root], readable(root))
  if (!root.isConnected) return
  const home = (settings.root as Element) || document.documentElement
  const walker = document.createTreeWalker(home.contains(root) ? home : root.getRootNode(), SHOW_TEXT)
  let deepest = root
  while (deepest.lastChild) deepest = deepest.lastChild
  walker.currentNode = deepest
  let stop: Node | null = null
  for (let i = NEIGHBOURS; i--; ) stop = walker.nextNode()
  walker.currentNode = root
  for (let i = NEIGHBOURS; i--; ) walker.previousNode()

  let node: Node | null = walker.currentNode
  let run: Text[] = []
  let text = ''
  let count = 0
  const flush = () => {
    if (text.length > 6) swap(run, text)
    run = []
    text = ''
  }
  do {
    const value = node.nodeValue!
    if (filter.test(value)) {
      if (text && !isJoined(run[run.length - 1]!, node)) flush()
      run.push(node as Text)
      text += value
    } else if (text) {
      if (GAP.test(value) && isJoined(run[run.length - 1]!, node)) {
        run.push(node as Text)
        text += value
      } else flush()
    }
    if (!(++count & 63)) {
      yield
      if (!node.isConnected) {
        // The page changed under our feet: what stood after this node must not be missed.
        scanLater(root)
        return
      }
    }
  } while ((node = walker.nextNode()) && node !== stop)
  flush()

  if (root.nodeType !== Node.TEXT_NODE) {
    for (const element of [root as Element, ...(root as Element).querySelectorAll(EVERYWHERE)]) {
      for (const [name, selector] of PLACES) {
        const attribute = element.getAttributeNode?.(name)
        if (attribute && filter.test(attribute.value) && element.matches(selector)) swap([attribute], readable(attribute))
      }
      if (!(++count & 63)) yield
    }
    for (const element of [root as Element, ...(root as Element).querySelectorAll('*')]) {
      if (element.shadowRoot && !element.closest(OFF_LIMITS)) whenShadow(element.shadowRoot)
      if (!(++count & 63)) yield
    }
    for (const element of (root as Element).querySelectorAll(':not(:defined)')) {
      void customElements.whenDefined(element.localName).then(
        guard(() => {
          scanLater(element)
          work()
        }),
        () => {},
      )
    }
  }
  if (replaced && swapped) countFight(replaced)
}
