/** Moment of an outbox entry: the milliseconds of its stream id, edge clock. */
export function timeOfEntry(id: string): Date {
  return new Date(Number(id.slice(0, id.indexOf('-'))))
}
