import type { HookRequest } from '../provider.port.ts'

/** For tests: the moment of all fixtures. */
export const RECEIVED = Date.UTC(2026, 10, 24, 9, 0, 0)

/** For tests: a webhook as `readHook` gives it. */
export function aHookRequest({
  method = 'POST',
  path = '/',
  search = '',
  headers = {},
  body = '',
  base = 'https://edge.example.com/v1/hooks/con_1',
}: Partial<{
  method: 'GET' | 'POST'
  path: string
  search: string
  headers: Record<string, string>
  body: string
  base: string
}> = {}): HookRequest {
  return {
    method,
    path,
    url: `${base}${path === '/' ? '' : path}${search}`,
    base,
    query: new URLSearchParams(search),
    headers: new Headers(headers),
    body: new Uint8Array(new TextEncoder().encode(body)),
    receivedAt: RECEIVED,
  }
}

/** For tests: a form as providers post it. */
export function aForm(path: string, fields: Record<string, string>, headers: Record<string, string> = {}): HookRequest {
  return aHookRequest({
    path,
    body: new URLSearchParams(fields).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
  })
}
