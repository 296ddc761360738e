/** Lives across requests: lists that are constants are read once. Lists made for one request go with them. */
const prepared = new WeakMap<readonly string[], Set<string>>()

/** Whether a host is one of the domains or a subdomain of one. Domains may be written as origins and wildcards: `https://*.example.com:8443`. */
export function hostWithin(host: string, domains: readonly string[]): boolean {
  let plain = prepared.get(domains)
  if (!plain) prepared.set(domains, (plain = new Set(domains.map(plainDomain))))
  for (let domain = host; domain !== ''; domain = domain.slice(domain.indexOf('.') + 1)) {
    if (plain.has(domain)) return true
    if (!domain.includes('.')) break
  }
  return false
}

function plainDomain(written: string): string {
  return written
    .trim()
    .toLowerCase()
    .replace(/^[a-z][a-z0-9+.-]*:\/\//, '')
    .replace(/[/:?#].*$/, '')
    .replace(/^(?:\*\.|www\.)+/, '')
    .replace(/\.+$/, '')
}
