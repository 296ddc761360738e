import * as v from 'valibot'
import type { AccountId, ConnectionId, E164 } from '../brands.ts'
import { E164Schema } from '../contract.ts'
import type { Provider } from './callEvent.ts'

/** ISO 3166-1 alpha-2 */
const CountrySchema = v.pipe(v.string(), v.regex(/^[A-Z]{2}$/, 'must be a country code such as RU'))

/** What the owner of a connection may set. */
export const ConnectionSettingsSchema = v.object({
  /** Country in which numbers without `+` are read, e.g. RU for `8 495 …`. */
  country: v.optional(CountrySchema),
  /** Seconds that the destination rings. */
  ringSeconds: v.optional(v.pipe(v.number(), v.integer(), v.minValue(5), v.maxValue(300))),
  /** Where the call goes when nobody answers. */
  onNoAnswer: v.optional(E164Schema),
  record: v.optional(v.boolean()),
  /** Said to the one who answers, before the caller is put through; `{source}` and `{region}` are filled in. */
  whisper: v.optional(v.pipe(v.string(), v.maxLength(300))),
  /** BCP 47 tag of the whisper's voice, e.g. ru-RU. */
  language: v.optional(v.pipe(v.string(), v.maxLength(35))),
  /** Callers that are turned away, their calls marked as spam. */
  blocked: v.optional(v.pipe(v.array(E164Schema), v.maxLength(1000))),
  /** Countries that calls may be forwarded to; absent: any. */
  countries: v.optional(v.array(CountrySchema)),
})
export type ConnectionSettings = v.InferOutput<typeof ConnectionSettingsSchema>

/** Secrets by name, as the provider's adapter knows them. */
export type Credentials = Record<string, string>

/** A telephony connection as a webhook needs it, its credentials open. */
export interface Connection {
  id: ConnectionId
  account: AccountId
  provider: Provider
  credentials: Credentials
  settings: ConnectionSettings
  fallback: E164 | null
}
