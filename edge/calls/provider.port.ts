import type { E164 } from '../brands.ts'
import type { CallEvent, Provider } from './callEvent.ts'
import type { ConnectionSettings, Credentials } from './connection.ts'

/** One request of a provider, read whole: signatures are over the exact bytes. */
export interface HookRequest {
  method: 'GET' | 'POST'
  /** Below the connection's prefix: `/events/call`, `/` */
  path: string
  /** The address that the provider called: the public one, query as received. */
  url: string
  /** The connection's public prefix without a slash at its end; call-backs of an answer start with it. */
  base: string
  query: URLSearchParams
  headers: Headers
  body: Uint8Array<ArrayBuffer>
  /** ms since the epoch */
  receivedAt: number
}

/** What a webhook is judged with. */
export interface HookContext {
  credentials: Credentials
  settings: ConnectionSettings
}

/** Why a request is not taken for the provider's; never told to the caller in more words. */
export type Verdict = 'genuine' | 'forged' | 'stale'

/** A question that the provider waits for: where does this call go (now that it starts, or now that nobody answered)? */
export interface RouteQuestion {
  kind: 'start' | 'no-answer'
  externalId: string
  number: E164
  from: E164 | null
}

export type Reading =
  /** Things that happened, and the question that the answer must decide, if any. */
  | { kind: 'events'; events: CallEvent[]; question?: RouteQuestion }
  /** The callee has answered and waits for `whisper`; `{source}` may still stand in the text. */
  | { kind: 'whisper'; externalId: string; text: string }
  /** Genuine, but it tells nothing of a call. */
  | { kind: 'ignored' }
  | { kind: 'malformed'; problem: string }
  /** No such path or method at this provider. */
  | { kind: 'unknown-path' }

/** `limit`: of the account; the caller hears that it is busy. */
export type RejectReason = 'unknown-number' | 'blocked' | 'destination-refused' | 'no-route' | 'limit'

/** Where the edge sends a call. */
export type CallRoute =
  | {
      action: 'forward'
      destination: E164
      ringSeconds: number
      record: boolean
      /** Said to the callee before the caller is put through. `{source}` stands in it where the source is not known yet and the provider asks for the whisper later. */
      whisper?: string
      /** Ask again when nobody answers. */
      askOnNoAnswer: boolean
      /** The connection's fallback was taken, and why. */
      fallback?: 'unknown-number' | 'unavailable' | 'destination-refused' | 'limit'
    }
  | { action: 'reject'; reason: RejectReason }

export interface AnswerContext extends HookContext {
  request: HookRequest
}

/**
 * A telephony provider's language. One file each; no state, no I/O: what it must know comes in.
 * An adapter never throws for anything that a client can send.
 */
export interface ProviderAdapter {
  provider: Provider
  /** Names of the credentials it needs; the first ones must be there, the optional ones may. */
  credentials: { required: readonly string[]; optional: readonly string[] }
  /**
   * Checks of the address that providers make before anything else (echo, ping): answered without a signature,
   * since they carry none, and without an effect. Null = no such check.
   */
  echo?(request: HookRequest): Response | null
  /** The provider's own signature over the raw body; `now` in ms. */
  verify(request: HookRequest, context: HookContext & { now: number }): Promise<Verdict>
  /** Only for genuine requests. */
  read(request: HookRequest, context: HookContext): Reading
  /** The answer to a question, in the provider's language. */
  route(route: CallRoute, context: AnswerContext): Response
  whisper?(text: string, context: AnswerContext): Response
  /** "Got it", in the provider's language. */
  acknowledge(context: AnswerContext): Response
}
