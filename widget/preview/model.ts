import type { E164 } from '../../edge/brands.ts'
import type { LeasedNumber, LeaseRequest } from '../../edge/contract.ts'
import type { PreviewOpened, PreviewRefusal, PreviewSample } from '../../edge/preview/previewContract.ts'
import type { Rotary } from '../api.ts'
import type { Settings } from '../config.ts'
import type { Choice } from './choice.ts'
import { firstChoice } from './choice.ts'

export type Slot = LeaseRequest['slots'][number]

/** What is the matter with the edge: it answered · it is being asked · it keeps silent, or is made to · it no longer takes this link. */
export type EdgeState = 'answered' | 'asking' | 'silent' | PreviewRefusal

/** All that the preview knows; whoever changes it calls `changed()`, and everything that is shown follows. */
export interface Model {
  settings: Settings
  opened: PreviewOpened
  choice: Choice
  /** What the edge said to the present choice. */
  sample: PreviewSample | undefined
  edge: EdgeState
  /** The policy of the page lets nothing out to the edge. */
  blocked: boolean
  /** Slots that the page itself asked for, by `rotary.number()`. */
  asked: Map<string, Slot>
  /** Every sample that was shown, whose links are not dialled. */
  samples: Set<string>
  /** Numbers of the page that are known to be tracking numbers of the company. */
  tracking: Set<E164>
  /** The page is shown as it was. */
  before: boolean
  /** What is to be said until something else is chosen; `undialled`: somebody tried to dial a sample. */
  notice: string
  /** Whatever was begun is undone by these. */
  stops: (() => void)[]
  changed(): void
  onChange(listener: () => void): void
}

export const createModel = (settings: Settings, opened: PreviewOpened, blocked: boolean): Model => {
  const listeners: (() => void)[] = []
  return {
    settings,
    opened,
    choice: firstChoice(),
    sample: undefined,
    edge: 'asking',
    blocked,
    asked: new Map(),
    samples: new Set(),
    tracking: new Set(),
    before: false,
    notice: '',
    stops: [],
    changed: () => listeners.forEach((listener) => listener()),
    onChange: (listener) => listeners.push(listener),
  }
}

/** The API of the core, once it has begun. */
export const rotaryOf = (): Rotary | undefined => {
  const { rotary } = window as { rotary?: Partial<Rotary> }
  return rotary?.refresh ? (rotary as Rotary) : undefined
}

/** What is shown in a slot now. */
export const shownIn = ({ sample, edge }: Model, slot: string): LeasedNumber | undefined =>
  (edge === 'answered' && sample?.slots.find((one) => one.slot === slot)?.number) || undefined
