import type { Settings } from '../config.ts'
import { cut } from '../touch/arrival.ts'

/** Milliseconds after which the edge counts as gone. */
const PATIENCE = 5e3

/** Asks the edge as the contract of the preview says, and gives its answer, or nothing where it cannot be reached. */
export const askEdge = async <Answer>(
  { edge, token }: Pick<Settings, 'edge' | 'token'>,
  what: 'open' | 'try' | 'targets',
  body: object,
): Promise<Answer | undefined> => {
  try {
    const request = { method: 'POST', body: JSON.stringify({ ...body, token, url: pageAddress() }), signal: AbortSignal.timeout(PATIENCE) }
    return (await (await fetch(`${edge}/v1/previews/${what}`, request)).json()) as Answer
  } catch {
    return undefined
  }
}

/** The fragment is nobody's business. */
export const pageAddress = (): string => cut(location.href.split('#')[0]!)
