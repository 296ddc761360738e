import type { E164, SiteKey } from '../brands.ts'
import { boundRecords } from '../numbers/boundRecords.store.ts'
import type { MovedNumber } from '../numbers/moveNumbers.store.ts'
import type { Services } from '../services.ts'

/** Writes what Postgres says now of numbers that are, or were until now, a site's: where their calls go, or that nobody knows them. */
export async function pushDirectory(
  { db, hot }: Pick<Services, 'db' | 'hot'>,
  moved: Pick<MovedNumber, 'number' | 'site'>[],
): Promise<void> {
  const bySite = new Map<SiteKey, E164[]>()
  for (const { number, site } of moved) if (site !== null) bySite.set(site, [...(bySite.get(site) ?? []), number])
  for (const [site, only] of bySite) {
    const records = (await boundRecords(db, { site, only, stored: true })).map(({ record }) => record)
    await hot.numbers.put(records)
    const known = new Set(records.map(({ number }) => number))
    for (const number of only) {
      // Another site's entry is that site's business.
      if (!known.has(number) && (await hot.numbers.find(number))?.site === site) await hot.numbers.remove([number])
    }
  }
}
