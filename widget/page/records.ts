import type { Occurrence } from '../config.ts'
import type { Place } from './nodes.ts'

/** What was written where, so that every byte can be put back. */
export interface Written {
  _place: Place
  _done: Occurrence[]
  _from: string
  _to: string
}

export const records = new Map<Node, Written>()

/** Puts the originals back where `which` says so, unless the page has written there since. */
export const undo = (which: (written: Written) => unknown): void => {
  for (const written of records.values()) {
    if (which(written)) {
      const place = written._place
      records.delete(place)
      if (place.nodeValue === written._to) place.nodeValue = written._from
    }
  }
}
