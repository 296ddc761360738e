import type { BeaconSlotAnswer, LeasedNumber, SlotAnswer } from '../../edge/contract.ts'
import type { Target } from './target.ts'

/** What is shown in each slot at this moment. */
export const numbers = new Map<string, { target: string; slot: string; number: LeasedNumber; shared: boolean }>()

/** The targets of this page, set by `start` and `config`. */
export const targets: Target[] = []

export type AnyAnswer = SlotAnswer | BeaconSlotAnswer
