/** Names that mean this machine or a network of its own, whoever answers for them (RFC 6761, 6762, 8375; `internal` by ICANN). */
const PRIVATE_NAME = /(^|\.)(localhost|local|internal|intranet|lan|home\.arpa|onion|test|invalid|example)\.?$/

/**
 * Whether a host of a parsed URL may be called from the edge. Literal addresses must be public; names are checked where they are
 * resolved: by workerd's network service (`allow = ["public"]`), and by Cloudflare, whose edge reaches no private network.
 * `hostname` as `URL` gives it: lower case, IPv4 in four parts whatever way it was written, IPv6 in brackets.
 */
export function isPublicHost(hostname: string): boolean {
  if (hostname.startsWith('[')) return isPublic6(parse6(hostname.slice(1, -1)))
  if (/^\d+(\.\d+){3}$/.test(hostname)) return isPublic4(hostname.split('.').map(Number))
  return hostname.includes('.') && !PRIVATE_NAME.test(hostname)
}

/** IANA IPv4 special-purpose registry. */
const PRIVATE_4: [number[], number][] = [
  [[0, 0, 0, 0], 8],
  [[10, 0, 0, 0], 8],
  [[100, 64, 0, 0], 10],
  [[127, 0, 0, 0], 8],
  [[169, 254, 0, 0], 16],
  [[172, 16, 0, 0], 12],
  [[192, 0, 0, 0], 24],
  [[192, 0, 2, 0], 24],
  [[192, 88, 99, 0], 24],
  [[192, 168, 0, 0], 16],
  [[198, 18, 0, 0], 15],
  [[198, 51, 100, 0], 24],
  [[203, 0, 113, 0], 24],
  // Multicast, reserved and broadcast.
  [[224, 0, 0, 0], 3],
]

const number4 = (parts: number[]) => parts.reduce((sum, part) => sum * 256 + part, 0)

function isPublic4(parts: number[]): boolean {
  const address = number4(parts)
  return !PRIVATE_4.some(([network, bits]) => {
    const size = 2 ** (32 - bits)
    return Math.floor(address / size) === Math.floor(number4(network) / size)
  })
}

/** Eight groups of 16 bits; `URL` writes no dotted tail. */
function parse6(text: string): number[] {
  const [head = '', tail] = text.split('::')
  const groups = (part: string) => (part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16)))
  const [left, right] = [groups(head), groups(tail ?? '')]
  return tail === undefined ? left : [...left, ...Array<number>(8 - left.length - right.length).fill(0), ...right]
}

/** Only global unicast (2000::/3) is public, without documentation, benchmarking, Teredo and 6to4, which hide another address. */
function isPublic6(groups: number[]): boolean {
  const [a = 0, b = 0] = groups
  if (a === 0x64 && b === 0xff9b) return isPublic4([groups[6]! >> 8, groups[6]! & 255, groups[7]! >> 8, groups[7]! & 255])
  if (a >> 13 !== 1) return false
  return !(a === 0x2002 || (a === 0x2001 && (b < 0x200 || b === 0xdb8)) || a === 0x3fff)
}
