import type { ContentfulStatusCode } from 'hono/utils/http-status'

/** Stable codes that programs may rely on; the message is for people and may change. */
export type ErrorCode =
  | 'invalid_body'
  | 'invalid_query'
  | 'invalid_cursor'
  | 'body_too_large'
  | 'unauthorized'
  | 'forbidden'
  | 'not_found'
  | 'method_not_allowed'
  | 'conflict'
  | 'bad_signature'
  | 'unavailable'
  | 'internal'

const STATUS: Record<ErrorCode, ContentfulStatusCode> = {
  invalid_body: 400,
  invalid_query: 400,
  invalid_cursor: 400,
  body_too_large: 413,
  unauthorized: 401,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  conflict: 409,
  bad_signature: 401,
  unavailable: 503,
  internal: 500,
}

/** A fault with a stable code; `app.onError` turns it into the one error body. */
export class RotaryError extends Error {
  readonly code: ErrorCode
  readonly status: ContentfulStatusCode
  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'RotaryError'
    this.code = code
    this.status = STATUS[code]
  }
}

/** What every refused request gets. */
export interface ErrorBody {
  error: { code: ErrorCode; message: string; requestId: string }
}
