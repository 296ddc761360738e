const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\]|[\w-]+\.localhost)$/

/**
 * Whether a page's origin is one of the site's. `allowed`: exact origins, `https://*.example.com` for
 * any subdomain, `loopback` for any port of this machine.
 */
export function originAllowed(origin: string | undefined, allowed: string[]): boolean {
  if (!origin || origin === 'null') return false
  const url = URL.parse(origin)
  if (!url) return false
  const { protocol, hostname, port, origin: exact } = url
  return allowed.some((pattern) => {
    if (pattern === 'loopback') return LOOPBACK.test(hostname)
    if (pattern === exact) return true
    const star = /^(https?:)\/\/\*\.([^:/]+)(?::(\d+))?$/.exec(pattern)
    return star !== null && star[1] === protocol && hostname.endsWith(`.${star[2]}`) && port === (star[3] ?? '')
  })
}
