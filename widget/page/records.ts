import type { Occurrence } from '../config.ts'
import type { Place } from './nodes.ts'

/** What was written where, so that every byte can be put back. */
export interface Written {
  _done: Occurrence[]
  _from: string
  _to: string
}

export const records = new Map<Place, Written>()

/** Puts the originals back where `which` says so, unless the page has written there since. */
export const undo = (which: (written: Written, place: Place) => unknown): void => {
  for (const [place, written] of records) {
    if (which(written, place)) {
      records.delete(place)
      if (place.nodeValue === written._to) place.nodeValue = written._from
    }
  }
}
