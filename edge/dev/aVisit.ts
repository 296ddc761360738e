import type { E164, PageId, SiteKey } from '../brands.ts'
import type { LeaseAnswer, LeaseRequest } from '../contract.ts'

let serial = 0

/** A lease request as the widget would send it from a page of the demo; everything may be overridden. */
export function aVisit(over: Partial<LeaseRequest> = {}): LeaseRequest {
  serial++
  return {
    site: 'pk_demo' as SiteKey,
    request: `request-${serial}-${Math.random().toString(36).slice(2, 10)}`,
    page: `pag_${String(serial).padStart(8, '0')}` as PageId,
    url: 'http://127.0.0.1:8788/?utm_source=google&utm_medium=cpc&utm_campaign=windows&rotary_region=RU-MOW',
    referrer: 'https://www.google.com/',
    slots: [{ target: '+74951234567' as E164 }],
    at: Date.now(),
    ...over,
  }
}

export const BROWSER = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/149.0.0.0 Safari/537.36'
export const ORIGIN = 'http://127.0.0.1:8788'

interface Asked {
  request(path: string, init: RequestInit): Response | Promise<Response>
}

/** Posts JSON as a page's script does: text, no headers of its own. */
export async function post(app: Asked, path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return app.request(path, {
    method: 'POST',
    body: typeof body === 'string' ? body : JSON.stringify(body),
    headers: { Origin: ORIGIN, 'User-Agent': BROWSER, 'Content-Type': 'text/plain;charset=UTF-8', ...headers },
  })
}

/** A visit that is answered. */
export async function lease(app: Asked, over: Partial<LeaseRequest> = {}): Promise<LeaseAnswer> {
  const response = await post(app, '/v1/leases', aVisit(over))
  return (await response.json()) as LeaseAnswer
}
