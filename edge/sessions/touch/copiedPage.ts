/** Search systems that show copies of pages on hosts of their own. */
const COPY_HOSTS = [
  { suffix: '.turbopages.org', source: 'yandex' },
  { suffix: '.cdn.ampproject.org', source: 'google' },
  { suffix: '.bing-amp.com', source: 'bing' },
]

interface CopiedPage {
  /** The site that was copied. */
  host: string
  /** Whose search showed the copy. */
  source: string
}

/**
 * The site behind a Turbo page (`example-com.turbopages.org/…`, `yandex.ru/turbo/example.com/s/…`, `yandex.ru/turbo?text=…`) or an AMP
 * copy; null for other pages. In the copies' host names `.` became `-` and `-` became `--`.
 */
export function copiedPage(page: { host: string; path: string; query: string }): CopiedPage | null {
  const copy = COPY_HOSTS.find(({ suffix }) => page.host.endsWith(suffix))
  if (copy) {
    const label = page.host.slice(0, -copy.suffix.length)
    return { host: label.replace(/--|-/g, (sign) => (sign === '--' ? '-' : '.')).replace(/^www\./, ''), source: copy.source }
  }
  const yandex = /^(?:m\.)?yandex\.[a-z.]+$/.test(page.host) && /^\/turbo(?:\/s)?(?:\/([\w.-]+\.[\w-]+))?/.exec(page.path)
  if (yandex) {
    const text = /[?&]text=(?:https?(?:%3A|:)(?:%2F|\/){2})?(?:www\.)?([\w.-]+)/i.exec(page.query)?.[1]
    const host = (yandex[1] ?? text ?? '').toLowerCase().replace(/^www\./, '')
    return { host: host.includes('.') ? host : '', source: 'yandex' }
  }
  const amp = /^google\.[a-z.]+$/.test(page.host) && /^\/amp\/s\/(?:www\.)?([\w.-]+)/.exec(page.path)
  return amp ? { host: amp[1]!.toLowerCase(), source: 'google' } : null
}
