/** The text of an address given as words: `192.0.2.1`; IPv6 as RFC 5952 wants it, `2001:db8::1`. */
export function formatAddress(words: Uint32Array): string {
  if (words.length === 1) return [24, 16, 8, 0].map((shift) => (words[0]! >>> shift) & 255).join('.')
  const groups = Array.from({ length: 8 }, (_, i) => (words[i >> 1]! >>> (i & 1 ? 0 : 16)) & 0xffff)
  let [from, longest] = [0, 1]
  for (let i = 0; i < 8; i++) {
    let run = 0
    while (i + run < 8 && groups[i + run] === 0) run++
    if (run > longest) [from, longest] = [i, run]
  }
  const hex = groups.map((group) => group.toString(16))
  if (longest < 2) return hex.join(':')
  return `${hex.slice(0, from).join(':')}::${hex.slice(from + longest).join(':')}`
}
