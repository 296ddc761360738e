import type { E164 } from '../../../edge/brands.ts'
import { withPlainDigits } from '../../page/digits.ts'
import type { Place } from '../../page/nodes.ts'
import { readTarget } from '../../page/target.ts'
import type { Model } from '../model.ts'
import { shownIn } from '../model.ts'
import type { Entry, Journal } from './journal.ts'
import type { Line } from './linesOf.ts'
import type { Kept } from './whyKept.ts'
import { whyKept } from './whyKept.ts'

/** A character of a place. */
export interface Spot {
  place: Place
  offset: number
}

/** One place on the page where a target stands, or its sample. */
export interface Finding {
  target: E164
  slot: string
  place: Place
  /** Where it begins and ends: a number may go over several text nodes. */
  from: Spot
  to: Spot
  element: Element
  attribute: string | undefined
  /** As it reads now. */
  text: string
  /** Set where a sample is shown: how it read before, if that is known, and how it was written. */
  swapped?: Pick<Entry, 'writing' | 'mask'> & { before: string | undefined }
  /** Set where the page's own number stays. */
  kept?: Kept
}

/** Looks through the lines of the page for all targets and their samples. */
export const survey = (model: Model, { journal, lines }: { journal: Journal; lines: Line[] }): Finding[] => {
  const wanted = model.settings.targets.map((given) => {
    const target = readTarget(given as string)
    const number = shownIn(model, target.slot)
    return { target, sample: number && readTarget(number.e164) }
  })
  const findings: Finding[] = []
  for (const line of lines) {
    if (line.attribute === 'href' && !/^(tel|sms|callto):/.test(line.text)) continue
    const plain = withPlainDigits(line.text)
    for (const { target, sample } of wanted) {
      const add = (text: string, index: number, swapped: boolean) => {
        const from = spotAt(line, index)
        const last = spotAt(line, index + text.length - 1)
        const { place } = from
        const entry = journal.entries.get(place)?.find(({ slot }) => slot === target.slot)
        findings.push({
          target: target.e164,
          slot: target.slot,
          place,
          from,
          to: { place: last.place, offset: last.offset + 1 },
          element: line.element,
          attribute: line.attribute,
          text,
          ...(swapped
            ? { swapped: { writing: entry?.writing ?? 'hook', mask: entry?.mask, before: entry?.before } }
            : { kept: whyKept(model, { line, entry, slot: target.slot }) }),
        })
      }
      for (const { 0: text, index } of plain.matchAll(target._pattern)) add(text, index, false)
      if (sample) for (const { 0: text, index } of plain.matchAll(sample._pattern)) add(text, index, true)
    }
  }
  return findings
}

const spotAt = ({ places }: Line, index: number): Spot => {
  let before = 0
  for (const place of places) {
    const { length } = place.nodeValue!
    if (index < before + length) return { place, offset: index - before }
    before += length
  }
  return { place: places[0]!, offset: 0 }
}
