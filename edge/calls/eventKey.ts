import type { CallEvent } from './callEvent.ts'

/** What makes two deliveries the same event of one call: leg, type and, where the provider counts, his counter. */
export function eventKey({ leg, type, seq }: CallEvent): string {
  return `${type}:${seq ?? ''}:${leg ?? ''}`
}
