import type { Touch } from '../touch.ts'

/** A landing page's address and a referrer, and what the touch must say. Values were set before the code ran. */
export interface SourceCase {
  url: string
  referrer: string
  expected: Partial<Touch>
  /** Address of the documentation that the pair comes from; absent: our own. */
  from?: string
}

type Row = [url: string, referrer: string, expected: Partial<Touch>]

export function documented(from: string, rows: Row[]): SourceCase[] {
  return rows.map(([url, referrer, expected]) => ({ url, referrer, expected, from }))
}

export function own(rows: Row[]): SourceCase[] {
  return rows.map(([url, referrer, expected]) => ({ url, referrer, expected }))
}

/** The landing page where only the referrer matters. */
export const PAGE = 'https://example.com/'
