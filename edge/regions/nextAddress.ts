/** The address after this one, in words; null after the last. */
export function nextAddress(address: Uint32Array): Uint32Array | null {
  const next = address.slice()
  for (let i = next.length - 1; i >= 0; i--) {
    next[i] = next[i]! + 1
    if (next[i] !== 0) return next
  }
  return null
}
