/** Whether a host is one of the domains or a subdomain of one. Domains may be written as origins and wildcards: `https://*.example.com:8443`. */
export function hostWithin(host: string, domains: readonly string[]): boolean {
  return domains.some((written) => {
    const domain = written
      .trim()
      .toLowerCase()
      .replace(/^[a-z][a-z0-9+.-]*:\/\//, '')
      .replace(/[/:?#].*$/, '')
      .replace(/^(?:\*\.|www\.)+/, '')
      .replace(/\.+$/, '')
    return domain !== '' && (host === domain || host.endsWith(`.${domain}`))
  })
}
