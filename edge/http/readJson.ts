import type { Context } from 'hono'
import * as v from 'valibot'
import { RotaryError } from '../errors.ts'

/**
 * The body as JSON of the given shape, whatever its content type says. Text that Postgres cannot hold
 * (NUL, lone surrogates) is replaced by U+FFFD at the door, so that nothing fails or is lost behind it.
 */
export async function readJson<Schema extends v.GenericSchema>(
  c: Context,
  { schema, maxBytes }: { schema: Schema; maxBytes: number },
): Promise<v.InferOutput<Schema>> {
  const value = parseJson(await readText(c, maxBytes))
  // To valibot a list is an object too.
  if (Array.isArray(value)) throw new RotaryError('invalid_body', 'The body is a list, not an object')
  const parsed = v.safeParse(schema, value, { abortEarly: true })
  if (parsed.success) return parsed.output
  const [issue] = parsed.issues
  const path = v.getDotPath(issue)
  throw new RotaryError('invalid_body', path ? `${path}: ${issue.message}` : issue.message)
}

/** The body as text; over `maxBytes` it is refused without being read to its end. */
export async function readText(c: Context, maxBytes: number): Promise<string> {
  const tooLarge = () => new RotaryError('body_too_large', `The body is larger than ${maxBytes} bytes`)
  const declared = Number(c.req.header('content-length') ?? Number.NaN)
  if (declared > maxBytes) throw tooLarge()
  if (declared >= 0) {
    // Whoever serves us holds senders to the length they declare.
    const text = await c.req.raw.text()
    if (text.length > maxBytes) throw tooLarge()
    return text
  }
  const body = c.req.raw.body
  if (!body) return ''
  const decoder = new TextDecoder()
  let text = ''
  let size = 0
  const reader = body.getReader() as ReadableStreamDefaultReader<Uint8Array>
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return text + decoder.decode()
    size += value.byteLength
    if (size > maxBytes) {
      await reader.cancel()
      throw tooLarge()
    }
    text += decoder.decode(value, { stream: true })
  }
}

function parseJson(text: string): unknown {
  try {
    return (text.includes('\\u') && /\\u(0000|d[89a-f])/i.test(text)) || text.includes('\0') ? JSON.parse(text, storable) : JSON.parse(text)
  } catch {
    throw new RotaryError('invalid_body', 'The body is not JSON')
  }
}

function storable(_key: string, value: unknown): unknown {
  if (typeof value === 'string') return value.toWellFormed().replaceAll('\0', '\uFFFD')
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, held]) => [key.toWellFormed().replaceAll('\0', '\uFFFD'), held]))
}
