/** What a table says of a range: ISO 3166-1 code of the country, and of the region its ISO 3166-2 part, its name, or neither. */
export interface Place {
  country: string
  code: string
  name: string
}

/** The ranges of one family in a file, in order and without gaps. */
export interface PlaceRanges {
  family: 4 | 6
  /** About how many ranges will come, for the progress bar. */
  expected: number
  /**
   * Calls `onRange` with the range's first address (words, reused: copy what is kept), how many addresses it has, and its
   * place, null if unknown. Equal places are mostly the same object. Positional, since it is called millions of times.
   */
  each(onRange: (start: Uint32Array, addresses: number, place: Place | null) => void): void
}

/** A file that cannot be imported; the message says why, and where in it. */
export class BadFile extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'BadFile'
  }
}
