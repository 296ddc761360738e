/** Where the panel was put, for the next page: blocked storage forgets it. */
export interface Stand {
  /** Pixels from the left and the top; absent: the lower right corner. */
  x?: number
  y?: number
  folded: boolean
  outlined: boolean
}

const KEY = 'rotary-preview'

export const recall = (): Stand => {
  try {
    return { folded: false, outlined: true, ...(JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Stand>) }
  } catch {
    return { folded: false, outlined: true }
  }
}

export const remember = (stand: Stand): void => {
  try {
    localStorage.setItem(KEY, JSON.stringify(stand))
  } catch {
    // Blocked or full.
  }
}
