import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'

export interface JsonAnswer {
  readonly status: number
  readonly body: unknown
}

/** A server whose every answer is JSON; what `answer` throws becomes the answer that `onFault` makes of it. */
export function jsonListener(
  answer: (request: IncomingMessage) => Promise<JsonAnswer>,
  onFault: (message: string) => JsonAnswer,
): RequestListener {
  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { status, body } = await answer(request).catch((error: unknown) =>
      onFault(error instanceof Error ? error.message : String(error)),
    )
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(JSON.stringify(body))
  }
  return (request, response) => void respond(request, response)
}
