import type { paths } from './paths.ts'

/** A client over the types that openapi-typescript makes of `/openapi.json`; `npm run openapi:client` makes them anew. */
type Method = 'get' | 'post' | 'put' | 'patch' | 'delete'
type Operation<Path extends keyof paths, Of extends Method> = paths[Path][Of]

type Json<Held> = Held extends { content: { 'application/json': infer Body } } ? Body : undefined
type AnswerOf<Op> = Op extends { responses: infer Responses }
  ? Responses extends { 200: infer Held }
    ? Json<Held>
    : Responses extends { 201: infer Held }
      ? Json<Held>
      : undefined
  : never
type BodyOf<Op> = Op extends { requestBody: { content: { 'application/json': infer Body } } } ? { body: Body } : { body?: never }
type ParametersOf<Op> = Op extends { parameters: infer Parameters }
  ? (Parameters extends { path: infer InPath } ? { path: InPath } : { path?: never }) &
      (Parameters extends { query?: infer Query } ? { query?: Query } : { query?: never })
  : never

export type Asked = (path: string, init: RequestInit) => Response | Promise<Response>

export function typedClient(ask: Asked, key: string) {
  return async <Of extends Method, Path extends keyof paths>(
    method: Of,
    path: Path,
    wish: ParametersOf<Operation<Path, Of>> & BodyOf<Operation<Path, Of>>,
  ): Promise<{ status: number; data: AnswerOf<Operation<Path, Of>> }> => {
    const { path: inPath, query, body } = wish as { path?: Record<string, string>; query?: Record<string, string>; body?: unknown }
    const address = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(inPath?.[name] ?? ''))
    const search = query ? `?${new URLSearchParams(query)}` : ''
    const headers = { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' }
    const response = await ask(address + search, {
      method: method.toUpperCase(),
      headers,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const data = (response.status === 204 ? undefined : await response.json()) as AnswerOf<Operation<Path, Of>>
    return { status: response.status, data }
  }
}
