import type { VisitorId } from '../brands.ts'
import { DAY, HOUR } from '../clock.ts'
import { toBase64url } from '../crypto/base64url.ts'
import { hmac } from '../crypto/hmac.ts'
import type { LeaseLimit } from '../pool/pool.port.ts'
import type { SiteSettings } from '../sites/siteSettings.ts'

/** What counts as one address and as one network: a household has a whole /64 of IPv6. */
export function addressParts(address: string): { host: string; network: string } {
  if (!address.includes(':')) {
    const octets = address.split('.')
    return { host: address, network: octets.slice(0, 2).join('.') }
  }
  const [head = '', tail] = address.toLowerCase().split('::')
  const left = head ? head.split(':') : []
  const right = tail ? tail.split(':') : []
  const middle = tail === undefined ? [] : Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => '0')
  const groups = [...left, ...middle, ...right].map((group) => group.replace(/^0+(?=.)/, ''))
  return { host: groups.slice(0, 4).join(':'), network: groups.slice(0, 3).join(':') }
}

/** Counters that a lease adds to. No address is kept: keys are HMACs with a salt that changes daily. */
export async function limitKeys({
  address,
  visitor,
  limits,
  secret,
  now,
}: {
  address: string | null
  visitor: VisitorId | null
  limits: SiteSettings['limits']
  secret: string
  now: number
}): Promise<LeaseLimit[]> {
  const day = Math.floor(now / DAY)
  const parts = address ? addressParts(address) : null
  const wanted: [string, string | null | undefined, number][] = [
    ['a', parts?.host, limits.address],
    ['n', parts?.network, limits.network],
    ['v', visitor, limits.visitor],
  ]
  const made = wanted.map(async ([kind, value, max]) => {
    if (!value) return null
    const mac = await hmac(`${secret}|limits|${day}`, `${kind}|${value}`)
    return { key: `${kind}${toBase64url(mac.subarray(0, 12))}`, max, window: HOUR }
  })
  return (await Promise.all(made)).filter((limit) => limit !== null)
}
