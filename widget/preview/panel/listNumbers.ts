import type { Model } from '../model.ts'
import type { Finding } from '../page/survey.ts'
import type { PanelWords } from '../words/words.ts'
import { make } from './make.ts'

/** More places of one target are only counted. */
const MOST = 40

/** Every target with its places: what stood there, what stands there now, how it was written or why it stays. */
export const listNumbers = (
  model: Model,
  { findings, words, show }: { findings: Finding[]; words: PanelWords; show: (slot: string, index: number) => void },
): HTMLElement[] => {
  const slots = model.settings.targets.map((one) => (typeof one === 'string' ? { e164: one, slot: one } : one))
  const listed = slots.map(({ e164, slot }) => {
    const own = findings.filter((one) => one.slot === slot)
    const places = own
      .slice(0, MOST)
      .map((finding, index) => listPlace(finding, { words, show: () => show(slot, index), key: `${slot}/${index}` }))
    if (own.length > MOST) places.push(make('li', { class: 'muted' }, `+ ${own.length - MOST}`))
    const nowhere = model.asked.has(slot) ? words.asked : words.none
    return make(
      'section',
      { class: 'target' },
      make('h3', {}, slot === e164 ? e164 : `${slot} (${e164})`),
      places.length ? make('ul', {}, ...places) : make('p', { class: 'muted' }, nowhere),
    )
  })
  const others = [...model.asked.values()].filter(({ slot }) => !slots.some((one) => one.slot === slot))
  const asked = others.map(({ target, slot }) => {
    const number = model.sample?.slots.find((one) => one.slot === slot)?.number
    return make(
      'section',
      { class: 'target' },
      make('h3', {}, slot === target ? target : `${slot} (${target})`),
      make('p', {}, words.asked, ' ', number && number.national, ' ', number && badge(words)),
    )
  })
  return [...listed, ...asked]
}

const badge = (words: PanelWords) => make('span', { class: 'badge' }, words.sample)

const listPlace = (finding: Finding, { words, show, key }: { words: PanelWords; show: () => void; key: string }): HTMLElement => {
  const { text, swapped, kept, attribute, element } = finding
  const where = !attribute ? words.where.text : attribute === 'href' ? words.where.href : words.where.other(attribute)
  const seen = element.getClientRects().length > 0
  const how = swapped
    ? `${words.writings[swapped.writing]}${swapped.mask ? ` ${swapped.mask}` : ''}`
    : `${words.stays}: ${words.kept[kept!]}`
  const notes = [where, attribute === 'href' && swapped ? '' : how, seen ? '' : words.hidden].filter(Boolean).join(' · ')
  return make(
    'li',
    { class: swapped ? 'place swapped' : 'place' },
    make(
      'span',
      {},
      swapped?.before !== undefined && make('del', { class: 'muted' }, swapped.before),
      swapped?.before !== undefined && ' → ',
      make(swapped ? 'ins' : 'span', {}, text),
      ' ',
      swapped && badge(words),
      make('br'),
      make('span', { class: 'muted' }, notes),
    ),
    seen && make('button', { type: 'button', 'data-key': key, 'aria-label': `${words.show}: ${text}`, onclick: show }, '◎'),
  )
}
