/**
 * Randomness fetched from the system a few hundred ids at a time: each fetch costs more than an id. What was handed out is overwritten
 * by the next fetch only, and is never handed out again.
 */
export function randomPool(fill: (bytes: Uint8Array<ArrayBuffer>) => unknown): (bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer> {
  const pool = new Uint8Array(4096)
  let used = pool.length
  return (bytes) => {
    if (bytes.length > pool.length) {
      fill(bytes)
      return bytes
    }
    if (used + bytes.length > pool.length) {
      fill(pool)
      used = 0
    }
    bytes.set(pool.subarray(used, used + bytes.length))
    used += bytes.length
    return bytes
  }
}
