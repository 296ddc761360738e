import { attributeCall } from '../attribution/attributeCall.ts'
import { type BlindTest, blindTest, type MeasuredAccuracy, measureAccuracy } from '../attribution/measureAccuracy.ts'
import type { SiteKey } from '../brands.ts'
import type { CountedBasis } from '../calls/attributionBasis.store.ts'
import type { Database } from '../db/client.ts'
import { evidenceOf } from './numberPast.ts'
import { recordedHabits, recordedPast, rotatedNumbers } from './recordedPast.store.ts'

/** Numbers that one answer looks at. */
const MOST_NUMBERS = 400
/** Edges of the bands that claims are compared in. */
const BANDS = [0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 1]

/** Calls whose caller tapped, attributed again without the tap, and of those whose best claim lies in a band. */
export interface ClaimBand extends Pick<MeasuredAccuracy, 'count' | 'claimed' | 'precision' | 'low' | 'high'> {
  from: number
  to: number
}

export interface SiteAccuracy {
  measured: MeasuredAccuracy
  /** Every best candidate counts here, named or not. */
  bands: ClaimBand[]
}

/** Claimed against true precision of a site's calls that a tap gives away. */
export async function siteAccuracy(
  db: Database,
  { site, from, now, basis }: { site: SiteKey; from: number; now: number; basis: CountedBasis },
): Promise<SiteAccuracy> {
  const span = { site, from, now }
  const numbers = await rotatedNumbers(db, { ...span, most: MOST_NUMBERS })
  const habits = await recordedHabits(db, span)
  const { tables, background, threshold } = basis
  const named: BlindTest[] = []
  const best: BlindTest[] = []
  for await (const pasts of recordedPast(db, { ...span, numbers })) {
    for (const past of pasts) {
      for (const call of past.calls) {
        const input = { ...evidenceOf(past, call, habits), known: null, tables, background, threshold }
        const told = attributeCall(input)
        const test = blindTest(input, told)
        if (!test) continue
        named.push(test)
        best.push(blindTest({ ...input, threshold: 0 }, told)!)
      }
    }
  }
  return { measured: measureAccuracy(named), bands: bandsOf(best) }
}

function bandsOf(tests: readonly BlindTest[]): ClaimBand[] {
  return BANDS.slice(1).map((to, i) => {
    const from = BANDS[i]!
    const within = tests.filter(({ claimed }) => claimed !== null && claimed >= from && (claimed < to || to === 1))
    const { count, claimed, precision, low, high } = measureAccuracy(within)
    return { from, to, count, claimed, precision, low, high }
  })
}
