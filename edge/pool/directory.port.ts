import type { AccountId, ConnectionId, E164, RegionCode, RouteId, SiteKey } from '../brands.ts'

/** What call routing needs of a number: one read, no SQL. */
export interface NumberRecord {
  number: E164
  account: AccountId
  site: SiteKey
  route: RouteId
  region: RegionCode
  connection: ConnectionId
  /** Where calls end. */
  destination: E164
  state: 'stock' | 'active' | 'draining' | 'stored'
  /** A static number's source. */
  source?: string
}

/** number → account, site, route and destination. */
export interface NumberDirectory {
  find(number: E164): Promise<NumberRecord | null>
  put(records: NumberRecord[]): Promise<void>
  remove(numbers: E164[]): Promise<void>
}

/** A caller that was attributed with confidence before; `caller` is a keyed hash of his number. Kept 180 days. */
export interface CallerMemory {
  recall(account: AccountId, caller: string): Promise<{ visitor: string; session: string; confidence: number; at: number } | null>
  remember(account: AccountId, caller: string, known: { visitor: string; session: string; confidence: number; at: number }): Promise<void>
  /** Forgets every caller that was taken for this visitor. */
  forgetVisitor(account: AccountId, visitor: string): Promise<void>
  forgetCaller(account: AccountId, caller: string): Promise<void>
}
