import type { LeasedNumber } from '../../edge/contract.ts'
import { emit } from '../browser/emit.ts'
import { loadMore } from '../browser/loadMore.ts'
import type { Occurrence } from '../config.ts'
import { settings } from '../config.ts'
import { withPlainDigits } from './digits.ts'
import type { Place } from './nodes.ts'
import { OFF_LIMITS, ownerOf } from './nodes.ts'
import { pour } from './pour.ts'
import { records } from './records.ts'
import type { Target } from './target.ts'

/** The targets of this page. */
export const targets: Target[] = []
/** What is shown in each slot at this moment; nothing where its time has passed. */
export const shown = new Map<string, LeasedNumber | undefined>()
/** Places whose slot has no number. */
export const waiting = new Set<Place>()

/**
 * Finds the targets in one run of text (one node, or several that read as one) and writes their numbers, or asks for them.
 * Returns how many were written.
 */
export const swapRun = (places: Place[], text: string): number => {
  const done: Occurrence[] = []
  // One entry a character, so that each place gets back its own part whatever is put where.
  let out: string[] | undefined
  const plain = withPlainDigits(text)
  for (const { slot, e164, format: own, _pattern } of targets) {
    // `replace` alone finds all without cloning the pattern; what it returns is not used. `test` is quicker where there is nothing.
    if (_pattern.test(plain))
      plain.replace(_pattern, ((found: string, index: number): unknown => {
        const match = text.slice(index, index + found.length)
        let length = 0
        const place = places.find((one) => (length += one.nodeValue!.length) > index)!
        const element = ownerOf(place)
        const number = shown.get(slot)
        const attribute = (place as Attr).name
        const scheme = attribute === 'href' && /^(tel|sms|callto):|$/.exec(text)![0].length
        if (!element || element.closest(OFF_LIMITS) || (!attribute && element.closest('[data-rotary-href-only]')) || scheme === 0)
          return undefined
        if (!number) {
          waiting.add(place)
          return emit('wanted', { target: e164, slot, element })
        }
        const replacement = scheme ? number.e164 : pour(match, e164, number)
        const format = element.closest('[data-rotary-format]')?.getAttribute('data-rotary-format') || own || settings.format
        const occurrence: Occurrence = { target: e164, slot, element, number, text: match, replacement, attribute, place, format }
        if (!emit('before-swap', occurrence) || occurrence.rendering === false) return undefined
        const { rendering = replacement } = occurrence
        const written = (rendering as { text?: string }).text || (rendering as string)
        if (!scheme && (((format || attribute === 'data-rotary-target') && !settings.more) || !written.trim)) {
          // Masks, HTML, nodes and `data-rotary-target` are the second file's; it looks through the page again when it has come.
          emit('render', occurrence)
          return loadMore()
        }
        const start = scheme || index
        const size = index + match.length - start
        out ||= text.split('')
        // Text of the same length keeps to its places, anything else stands where the number began.
        out.splice(start, size, ...(written.length === size ? written.split('') : [written, ...Array(size - 1)]))
        done.push(occurrence)
      }) as never)
  }
  if (out) {
    for (const place of places) {
      const before = records.get(place)
      const from = place.nodeValue!
      const to = out.splice(0, from.length).join('')
      records.set(place, { _done: done, _from: before?._to === from ? before._from : from, _to: to })
      place.nodeValue = to
    }
    for (const occurrence of done) emit('swap', occurrence)
  }
  return done.length
}
