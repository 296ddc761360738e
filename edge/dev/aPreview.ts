import type { PreviewOpened, PreviewSample, PreviewTryRequest } from '../preview/previewContract.ts'
import { DEMO } from './seed.ts'

interface Asked {
  request(path: string, init: RequestInit): Response | Promise<Response>
}

/** A page that is none of the demo's origins. */
export const STAGING = 'https://staging.example.com:8443/contacts?utm_source=yandex&utm_medium=cpc&utm_campaign=windows'

/** Makes preview links by the API, and asks as the panel does. */
export function previewer(app: Asked) {
  const api = (method: string, path: string, body?: unknown) =>
    app.request(path, {
      method,
      headers: { Authorization: `Bearer ${DEMO.adminKey}` },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })

  /** As a page's script posts: text, no headers of its own. */
  async function ask<Answer>(what: 'open' | 'try' | 'targets', body: object, origin = new URL(STAGING).origin) {
    const headers = { 'Content-Type': 'text/plain;charset=UTF-8', Origin: origin }
    const response = await app.request(`/v1/previews/${what}`, { method: 'POST', body: JSON.stringify(body), headers })
    return { status: response.status, headers: response.headers, body: (await response.json()) as Answer & { reason: string } }
  }

  return {
    api,
    ask,
    async make(over: object = {}) {
      const response = await api('POST', '/v1/previews', { site: DEMO.siteKey, url: STAGING, ...over })
      if (response.status !== 201) throw new Error(await response.text())
      const link = (await response.json()) as { id: string; url: string; expiresAt: string }
      return { ...link, token: new URL(link.url).hash.slice('#rotary='.length) }
    },
    open: async (token: string, over: object = {}, origin?: string) =>
      (await ask<PreviewOpened>('open', { token, site: DEMO.siteKey, url: STAGING, ...over }, origin)).body,
    tryIt: async (token: string, over: Partial<PreviewTryRequest> = {}) =>
      (await ask<PreviewSample>('try', { token, url: STAGING, ...over })).body,
  }
}
