import type { SlotAnswer } from '../../../edge/contract.ts'
import { OFF_LIMITS } from '../../page/nodes.ts'
import type { Model } from '../model.ts'
import type { Entry } from './journal.ts'
import type { Line } from './linesOf.ts'

/** Why a target stays as the page has it. */
export type Kept =
  | 'structured'
  | 'head'
  | 'field'
  | 'picture'
  | 'ignored'
  | 'itemprop'
  | 'href-only'
  | 'frame'
  | 'shadow'
  | 'outside'
  | 'before'
  | 'vetoed'
  | 'consent'
  | 'silent'
  | 'asking'
  | 'refused'
  | 'lazy'
  | 'unwatched'
  | Exclude<SlotAnswer['reason'], 'leased'>

export const whyKept = (
  { settings, sample, edge, choice, before }: Model,
  { line: { element, attribute }, entry, slot }: { line: Line; entry: Entry | undefined; slot: string },
): Kept => {
  const within = (selector: string) => element.closest(selector) !== null
  if (within('script')) return 'structured'
  if (attribute === 'src') return 'picture'
  if (attribute === 'content' || within('head')) return within('[itemprop]') ? 'itemprop' : 'head'
  if (attribute === 'placeholder' || (attribute === 'value' && !isButton(element)) || within('textarea,[contenteditable]')) return 'field'
  if (within('[data-rotary-ignore]')) return 'ignored'
  if (within(OFF_LIMITS)) return 'itemprop'
  if (!attribute && within('[data-rotary-href-only]')) return 'href-only'
  if (element.ownerDocument !== document) return 'frame'
  const places = settings.extras?.includes('places')
  if (!places && (attribute === 'value' || element.getRootNode() !== document)) return 'shadow'
  if (!document.querySelector(settings.root || ':root')?.contains(element)) return 'outside'
  if (before) return 'before'
  if (choice.noConsent && settings.beforeConsent === 'nothing') return 'consent'
  if (edge === 'asking' || edge === 'silent') return edge
  if (edge !== 'answered') return 'refused'
  const status = sample?.slots.find((one) => one.slot === slot)?.status
  if (status && status !== 'leased') return status
  if (entry?.vetoed) return 'vetoed'
  return settings.lazy ? 'lazy' : 'unwatched'
}

const isButton = (element: Element) => /^(button|submit|reset)$/.test((element as HTMLInputElement).type)
