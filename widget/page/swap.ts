import type { Rendering } from '../config.ts'
import { settings } from '../config.ts'
import { emit } from '../hooks.ts'
import { findNumbers } from './findNumbers.ts'
import { formatNumber } from './format.ts'
import { numbers, targets } from './numbers.ts'
import { OFF_LIMITS, ownerOf } from './places.ts'
import { pour } from './pour.ts'
import { records } from './records.ts'
import { watchSight } from './seen.ts'
import { toNode } from './toNode.ts'
import { want } from './wanted.ts'

type Place = CharacterData | Attr

const isOurs = (node: Node) => [...records.values()].some((record) => record._extra.some((extra) => extra.contains(node)))

/**
 * Finds the targets in one run of text (one node, or several that read as one) and writes their numbers, or asks for them.
 * `text` is what the nodes hold together. Returns whether anything was written.
 */
export function swapRun(nodes: Place[], text: string): boolean {
  // One entry a character, so that each node gets back its own part whatever is put where.
  let out: (string | Node)[] | undefined
  // The text of a single node may be a decoded one, of another length.
  const lengthOf = (node: Place) => (nodes[1] ? node.nodeValue! : text).length
  const slots: string[] = []
  const tell: (() => void)[] = []
  for (const found of findNumbers(text, targets)) {
    let length = 0
    const node = nodes.find((one) => (length += lengthOf(one)) > found._start)!
    const element = ownerOf(node)
    if (!element || element.closest(OFF_LIMITS) || isOurs(node)) continue
    const { slot } = found._target
    watchSight(slot, element)
    const shown = numbers.get(slot)
    if (!shown) {
      want(found._target, node, element)
      continue
    }
    const attribute = (node as Attr).name
    if (!attribute && element.closest('[data-rotary-href-only]')) continue
    const { number } = shown
    const scheme = attribute === 'href' && text.indexOf(':') + 1
    const mask = element.closest('[data-rotary-format]')?.getAttribute('data-rotary-format') || found._target.format || settings.format
    let start = found._start
    if (scheme) start = scheme
    // `(495) 123…`: where the pattern goes, its bracket goes too.
    const poured = scheme ? [number.e164] : (typeof mask !== 'string' && pour(text, found, number)) || undefined
    const replacement = poured
      ? poured.join('')
      : typeof mask === 'string'
        ? formatNumber(number, mask)
        : found._international
          ? number.international
          : number.national
    if (!poured && /^[^(]*\)/.test(text.slice(start, found._end))) start = text.lastIndexOf('(', start)
    const occurrence = {
      target: found._target.e164,
      slot,
      number,
      text: text.slice(found._start, found._end),
      replacement,
      element,
      ...(attribute && { attribute }),
    }
    let rendering = typeof mask === 'function' && mask(occurrence)
    const answer = emit('before-swap', occurrence)
    if (answer === false) continue
    rendering = (answer as Rendering) || rendering
    const written = rendering && !scheme ? toNode(rendering, !!attribute) : undefined
    out ||= text.split('')
    out.fill('', start, found._end)
    if (written) out[start] = written
    else if (poured && !scheme) out.splice(start, poured.length, ...poured)
    else out[start] = replacement
    slots.push(slot)
    tell.push(() => emit('swap', occurrence))
  }
  if (!out) return false
  let offset = 0
  for (const node of nodes) {
    write(node, out.slice(offset, (offset += lengthOf(node))), slots)
  }
  for (const fn of tell) fn()
  return true
}

function write(node: Place, parts: (string | Node)[], slots: string[]): void {
  const pieces: (string | Node)[] = ['']
  for (const part of parts) {
    if (typeof part === 'string') (pieces[pieces.length - 1] as string) += part
    else pieces.push(part, '')
  }
  const [text, ...rest] = pieces as [string]
  const before = records.get(node)
  const from = node.nodeValue!
  if (from === text && !rest.length) return
  const extra = (rest as (string | ChildNode)[]).map((piece) => (typeof piece === 'string' ? new Text(piece) : piece))
  records.set(node, {
    _node: node,
    _slots: slots.concat(before?._slots || []),
    _from: before?._to === from ? before._from : from,
    _to: text,
    _extra: (before?._extra || []).concat(extra),
  })
  node.nodeValue = text
  ;(node as CharacterData).after?.(...extra)
}
