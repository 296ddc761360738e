/** A binary heap of (key, value) pairs, the smallest key first; equal keys in no order. */
export interface MinHeap {
  size(): number
  push(key: number, value: number): void
  /** Key of the head; Infinity when empty. */
  peekKey(): number
  peekValue(): number
  /** Value of the head, removed. */
  pop(): number
}

export const createMinHeap = (): MinHeap => {
  const keys: number[] = []
  const values: number[] = []
  const swap = (i: number, j: number): void => {
    const [key, value] = [keys[i]!, values[i]!]
    keys[i] = keys[j]!
    values[i] = values[j]!
    keys[j] = key
    values[j] = value
  }
  return {
    size: () => keys.length,
    peekKey: () => keys[0] ?? Infinity,
    peekValue: () => values[0]!,
    push: (key, value) => {
      let i = keys.push(key) - 1
      values.push(value)
      while (i > 0) {
        const parent = (i - 1) >> 1
        if (keys[parent]! <= keys[i]!) break
        swap(i, parent)
        i = parent
      }
    },
    pop: () => {
      const value = values[0]!
      swap(0, keys.length - 1)
      keys.pop()
      values.pop()
      for (let i = 0; ;) {
        const left = 2 * i + 1
        if (left >= keys.length) break
        const least = left + 1 < keys.length && keys[left + 1]! < keys[left]! ? left + 1 : left
        if (keys[i]! <= keys[least]!) break
        swap(i, least)
        i = least
      }
      return value
    },
  }
}
