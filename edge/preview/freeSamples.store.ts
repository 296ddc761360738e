import { inArray } from 'drizzle-orm'
import type { E164, RegionCode } from '../brands.ts'
import type { Database } from '../db/client.ts'
import { numbers } from '../db/schema.ts'
import { sampleNumber, SAMPLES_A_REGION } from './sampleNumber.ts'

export interface SampleWish {
  region: RegionCode
  /** Place of the slot on its page, from 0: no two of the first sixteen show one sample. */
  place: number
}

/** As many slots a page may have; on one with more, samples come again. */
const PLACES = 16

/**
 * A sample for each wish, none of which is a number that anybody of this edge has, whatever was imported. Null where a region's samples
 * are all taken so.
 */
export async function freeSamples(db: Database, wishes: SampleWish[]): Promise<(E164 | null)[]> {
  const found: (E164 | null)[] = wishes.map(() => null)
  for (let first = 0; first + PLACES <= SAMPLES_A_REGION; first += PLACES) {
    const open = wishes.flatMap(({ region, place }, index) =>
      found[index] ? [] : [{ index, sample: sampleNumber(region, first + (place % PLACES)) }],
    )
    if (!open.length) break
    const rows = await db
      .select({ number: numbers.number })
      .from(numbers)
      .where(inArray(numbers.number, [...new Set(open.map(({ sample }) => sample))]))
    const taken = new Set(rows.map(({ number }) => number))
    for (const { index, sample } of open) if (!taken.has(sample)) found[index] = sample
  }
  return found
}
