import type { E164 } from '../brands.ts'
import type { NumberRecord } from '../pool/directory.port.ts'
import type { CallEvent } from './callEvent.ts'
import type { CallPorts } from './calls.port.ts'
import type { Connection } from './connection.ts'
import type { NumberKnowledge } from './decideRoute.ts'
import type { RouteQuestion } from './provider.port.ts'
import { within } from './within.ts'

export type Knowledge = Map<E164, NumberKnowledge>

/** What is known of every number that the request names. */
export async function knowNumbers({
  events,
  question,
  connection,
  ports,
}: {
  events: CallEvent[]
  question: RouteQuestion | undefined
  connection: Connection
  ports: CallPorts
}): Promise<Knowledge> {
  const numbers = new Set(events.flatMap(({ to }) => to ?? []))
  if (question) numbers.add(question.number)
  const known = await Promise.all(
    [...numbers].map(async (number): Promise<[E164, NumberKnowledge]> => [number, await knowNumber({ number, connection, ports })]),
  )
  return new Map(known)
}

async function knowNumber({
  number,
  connection,
  ports,
}: {
  number: E164
  connection: Connection
  ports: CallPorts
}): Promise<NumberKnowledge> {
  let record: NumberRecord | null = null
  try {
    record = await within(ports.patience, ports.numbers.find(number))
  } catch {
    // The ledger is asked below, as for a number that the hot state does not know: it may have been wiped.
  }
  try {
    record ??= await within(ports.patience, ports.ledger.findNumber(number))
  } catch {
    return { kind: 'unavailable' }
  }
  // A connection speaks for the numbers of its own account, and for those of the shared inventory that are led over it.
  return record && (record.account === connection.account || record.connection === connection.id)
    ? { kind: 'known', record }
    : { kind: 'unknown' }
}
