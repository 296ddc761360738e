import findAndReplaceDOMText from 'findandreplacedomtext'
import { undo } from '../page/records.ts'
import { scanLater } from '../page/scan.ts'
import { shown, targets } from '../page/swap.ts'
import { readTarget } from '../page/target.ts'

const TARGET = '+74951234567'
const NUMBER = { e164: '+78127654321' as never, national: '8 (812) 765-43-21', international: '+7 812 765-43-21' }

/** What one contender took on one page, in milliseconds; the median of its runs. */
export interface Result {
  contender: 'bare' | 'rotary' | 'rotary with attributes' | 'findandreplacedomtext'
  nodes: number
  milliseconds: number
  replaced: number
}

targets.push(readTarget(TARGET))
shown.set(TARGET, NUMBER)
// The widget pauses between its slices; here its work is measured, not its manners.
window.setTimeout = ((fn: () => void) => void queueMicrotask(fn)) as never

/** A page of so many text nodes: one in a thousand has the target, one in ten other digits, half are links. */
function build(nodes: number): HTMLElement {
  const rows: string[] = []
  for (let i = 0; i < nodes / 2; i++) {
    const text = i % 500 === 0 ? 'Звоните 8 (495) 123-45-67 с девяти' : i % 5 === 0 ? `Цена ${i} 300 ₽` : 'Окно со стеклопакетом'
    rows.push(`<div><span>${text}</span><a href="/catalog/${i}">подробнее</a></div>`)
  }
  const root = document.createElement('main')
  // Nothing is laid out, so that only the work on the tree is measured.
  root.style.display = 'none'
  root.innerHTML = rows.join('')
  document.body.replaceChildren(root)
  return root
}

const median = (all: number[]) => all.sort((a, b) => a - b)[all.length >> 1]!
const idle = () => new Promise<void>((resolve) => requestIdleCallback(() => resolve()))
/**
 * Resolves when all microtasks have run, and with them the scan: without pauses it is nothing else. To be called before the clock
 * starts: the message is on its way then, and the channel is none of the widget's work.
 */
const drained = () =>
  new Promise<void>((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => resolve()
    port2.postMessage(0)
  })

async function scanAndSwap(root: HTMLElement): Promise<{ begin: number; end: number; replaced: number }> {
  let replaced = 0
  const count = () => replaced++
  document.addEventListener('rotary:swap', count)
  const done = drained()
  const begin = performance.now()
  scanLater(root)
  await done
  const end = performance.now()
  document.removeEventListener('rotary:swap', count)
  undo(() => true)
  return { begin, end, replaced }
}

const contenders: { [name in Result['contender']]: (root: HTMLElement) => Promise<{ milliseconds: number; replaced: number }> } = {
  async bare(root) {
    const begin = performance.now()
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
    let length = 0
    for (let node = walker.nextNode(); node; node = walker.nextNode()) length += node.nodeValue!.length
    return { milliseconds: performance.now() - begin, replaced: length && 0 }
  },
  /** The same job as the others have, text alone: it ends where the attributes would begin. The message that tells of it is none of it. */
  async rotary(root) {
    let end = 0
    root.querySelectorAll = () => {
      end ||= performance.now()
      return [] as never
    }
    const { begin, replaced } = await scanAndSwap(root)
    return { milliseconds: end - begin, replaced }
  },
  /** What the widget really does: links and labels besides. */
  async 'rotary with attributes'(root) {
    const { begin, end, replaced } = await scanAndSwap(root)
    return { milliseconds: end - begin, replaced }
  },
  async findandreplacedomtext(root) {
    const pattern = readTarget(TARGET)._pattern
    let replaced = 0
    const begin = performance.now()
    const finder = findAndReplaceDOMText(root, {
      find: pattern,
      replace: () => {
        replaced++
        return '8 (812) 765-43-21'
      },
      preset: 'prose',
    })
    const milliseconds = performance.now() - begin
    finder.revert()
    return { milliseconds, replaced }
  },
}

/** Every contender on one page, in turn, so that they share what the machine is doing. */
async function compare(nodes: number, runs: number): Promise<Result[]> {
  const times = new Map<Result['contender'], number[]>()
  const counts = new Map<Result['contender'], number>()
  for (let run = 0; run <= runs; run++) {
    for (const [name, work] of Object.entries(contenders) as [Result['contender'], (typeof contenders)['bare']][]) {
      const root = build(nodes)
      await idle()
      const { milliseconds, replaced } = await work(root)
      counts.set(name, replaced)
      // The first run warms up.
      if (run) times.set(name, [...(times.get(name) || []), milliseconds])
    }
  }
  return [...times].map(([contender, all]) => ({ contender, nodes, milliseconds: median(all), replaced: counts.get(contender)! }))
}

/** Milliseconds to swap in one element that is added to a page of so many text nodes. */
async function addOne(nodes: number, runs: number): Promise<number> {
  const root = build(nodes)
  const times: number[] = []
  for (let run = 0; run <= runs; run++) {
    await idle()
    const added = document.createElement('p')
    added.textContent = '8 495 123-45-67'
    root.append(added)
    const done = drained()
    const begin = performance.now()
    scanLater(added)
    await done
    if (run) times.push(performance.now() - begin)
  }
  return median(times)
}

Object.assign(window, { compare, addOne })
