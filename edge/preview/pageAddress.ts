import { PREVIEW_FRAGMENT } from './previewContract.ts'

const MARK = `#${PREVIEW_FRAGMENT}=`

/** Host and port of a page that a browser may be sent to, as `location.host` has it; null for anything but http and https. */
export function hostOf(address: string): string | null {
  const url = URL.parse(address)
  return url && /^https?:$/.test(url.protocol) && url.host ? url.host : null
}

/**
 * The address of a page as a link has it: any http or https address, staging, ports and this machine included; null for anything else
 * (`javascript:`, `data:`, `file:`). What it holds for Basic Auth is left out: browsers keep it, links are passed on. A
 * fragment stays, for pages that are routed by it; what an older link left there goes.
 */
export function pageAddress(address: string): { url: URL; host: string } | null {
  const url = URL.parse(address.trim())
  const host = url && hostOf(url.href)
  if (!url || !host) return null
  url.username = ''
  url.password = ''
  url.hash = url.hash.split(MARK)[0]!
  return { url, host }
}

/** The address that opens a page in preview. Fragments are sent to no server; the page's own stands before the token. */
export function linkTo(url: string, token: string): string {
  return `${url}${MARK}${token}`
}
