import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { AppEnv } from '../app.ts'
import { describeFault, isUnreachable } from '../describeFault.ts'
import { type ErrorBody, RotaryError } from '../errors.ts'

/** The one place where faults become answers. What we did not foresee is logged, without anything of the request's content. */
export function answerError(error: Error, c: Context<AppEnv>): Response {
  const fault = error instanceof RotaryError ? error : fromHono(error)
  if (fault.status >= 500) {
    const { requestId } = c.var
    console.error(JSON.stringify({ requestId, route: c.req.routePath, code: fault.code, ...describeFault(error) }))
  }
  c.header('X-Request-Id', c.var.requestId)
  const body: ErrorBody = {
    error: {
      code: fault.code,
      message: fault.code === 'internal' ? 'Something went wrong on our side' : fault.message,
      requestId: c.var.requestId,
    },
  }
  return c.json(body, fault.status)
}

function fromHono(error: Error): RotaryError {
  if (error instanceof HTTPException && error.status < 500)
    return new RotaryError('invalid_body', error.message || 'The request is malformed')
  if (isUnreachable(error)) return new RotaryError('unavailable', 'An engine does not answer; try again', { cause: error })
  return new RotaryError('internal', error.message, { cause: error })
}
