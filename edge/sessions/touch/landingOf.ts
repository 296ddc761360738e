/** Parameters that open doors or name people; the rest of the address is kept as it came. */
const SECRET =
  /^(?:(?:access_|id_|refresh_|auth_|reset_|csrf_)?token|code|state|passw(?:or)?d|pwd|pass|secret|client_secret|sig|sign|signature|hash|session|session_?id|sid|phpsessid|jsessionid|auth|authorization|api_?key|otp|e-?mail|phone|tel)$/i

/** Path and query, without secrets and without the fragment. */
export function landingOf(url: { pathname: string; search: string }): string {
  const kept = url.search
    .slice(1)
    .split('&')
    .filter((part) => part !== '' && !SECRET.test(part.split('=', 1)[0]!))
  return (kept.length > 0 ? `${url.pathname}?${kept.join('&')}` : url.pathname).slice(0, 2048)
}
