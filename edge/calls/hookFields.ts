import type { HookRequest } from './provider.port.ts'

/** Fields of a request by name, all as text; of a repeated name the first. */
export type HookFields = Record<string, string>

/** A JSON or form body, or the query of a GET. Null: neither. Nested values are left out. */
export function hookFields({ method, query, headers, body }: HookRequest): HookFields | null {
  if (method === 'GET') return fieldsOf(query)
  const text = decodeBody(body)
  if (text === null) return null
  const type = headers.get('content-type') ?? ''
  if (type.includes('json') || (!type.includes('form') && text.trimStart().startsWith('{'))) return jsonFields(text)
  if (type === '' || type.includes('form') || type.includes('text/plain')) return fieldsOf(new URLSearchParams(text))
  return null
}

/** Null if it is no UTF-8. */
export function decodeBody(body: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(body)
  } catch {
    return null
  }
}

function jsonFields(text: string): HookFields | null {
  const parsed = parseObject(text)
  if (!parsed) return null
  const fields: HookFields = Object.create(null)
  for (const [name, value] of Object.entries(parsed)) {
    if (typeof value === 'string') fields[name] = value
    else if (typeof value === 'number' || typeof value === 'boolean') fields[name] = String(value)
  }
  return fields
}

/** Null if the text is no JSON object. */
export function parseObject(text: string): Record<string, unknown> | null {
  try {
    const parsed: unknown = JSON.parse(text)
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? (parsed as Record<string, unknown>) : null
  } catch {
    return null
  }
}

function fieldsOf(params: URLSearchParams): HookFields {
  const fields: HookFields = Object.create(null)
  for (const [name, value] of params) fields[name] ??= value
  return fields
}
