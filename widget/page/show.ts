import type { LeasedNumber } from '../../edge/contract.ts'
import { numbers } from './numbers.ts'
import { records, undo } from './records.ts'
import { scanLater, work } from './scan.ts'
import { waiting } from './wanted.ts'

/** Shows a number in all places of a slot, or the originals if none is given. */
export function show(slot: string, shown?: { target: string; slot: string; number?: LeasedNumber; shared: boolean }): void {
  const { number } = shown || {}
  if (numbers.get(slot)?.number.e164 === number?.e164) return
  if (number) numbers.set(slot, { ...shown!, number })
  else numbers.delete(slot)
  for (const record of [...records.values()]) {
    if (record._slots.includes(slot)) {
      undo(record)
      scanLater(record._node)
    }
  }
  for (const node of waiting.get(slot) || []) scanLater(node)
  waiting.delete(slot)
  work()
}
