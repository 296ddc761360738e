import type { SlotAnswer } from '../../edge/contract.ts'

const outcomes = new Map<string, SlotAnswer>()
const waiters = new Map<string, ((outcome: SlotAnswer) => void)[]>()

/** The outcome of asking for a slot is known. */
export function settle(outcome: SlotAnswer): void {
  outcomes.set(outcome.slot, outcome)
  for (const waiter of waiters.get(outcome.slot) || []) waiter(outcome)
  waiters.delete(outcome.slot)
}

/** Calls back with the outcome, now or later. */
export function whenSettled(slot: string, waiter: (outcome: SlotAnswer) => void): void {
  const outcome = outcomes.get(slot)
  if (outcome) waiter(outcome)
  else waiters.set(slot, [...(waiters.get(slot) || []), waiter])
}
