/** Identity over the subdomains of `domain`, which no other storage can share. Blocked cookies read as none. */
export function readCookie(name: string): string {
  try {
    return decodeURIComponent(document.cookie.split(`${name}=`)[1]?.split(';')[0] || '')
  } catch {
    return ''
  }
}

/** An empty value removes the cookie. */
export function writeCookie(name: string, value: string, domain: string): void {
  try {
    document.cookie = `${name}=${encodeURIComponent(value)};domain=${domain};path=/;max-age=${value ? 31536e3 : 0};samesite=lax`
  } catch {
    // A sandboxed frame has no cookies.
  }
}
