/** Spread instead of `Array.from`, which Prototype.js replaces by a function that takes no mapper. */
export const randomHex = (length: number): string =>
  [...crypto.getRandomValues(new Uint8Array(length))].map((byte) => (byte & 15).toString(16)).join('')

/** RFC 9562 UUIDv7; `crypto.randomUUID` makes v4 and only on secure pages. */
export function uuid7(): string {
  const time = Date.now().toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomHex(3)}-8${randomHex(3)}-${randomHex(12)}`
}
