import { isPublicHost } from './isPublicHost.ts'

/**
 * Why an address may not be called from the edge, or null if it may. `allowPrivate` (`host:port`) holds what the operator of an
 * embedded default allows all the same.
 */
export function addressProblem(address: string, allowPrivate: string[]): string | null {
  if (!URL.canParse(address)) return 'must be an address such as https://example.com/hooks'
  const { protocol, hostname, port, username, password } = new URL(address)
  if (username || password) return 'must hold no user name or password'
  if (protocol !== 'https:' && protocol !== 'http:') return 'must begin with https://'
  if (isAllowedPrivate(address, allowPrivate)) return null
  if (!isPublicHost(hostname)) return 'must be reachable by everybody: private and local addresses are not called'
  if (protocol === 'http:') return 'must begin with https://'
  return port === '' || Number(port) > 1023 ? null : 'must have the port 443 or one above 1023'
}

export function isAllowedPrivate(address: string, allowPrivate: string[]): boolean {
  const { host, hostname, protocol, port } = new URL(address)
  return allowPrivate.includes(port ? host : `${hostname}:${protocol === 'https:' ? 443 : 80}`)
}
