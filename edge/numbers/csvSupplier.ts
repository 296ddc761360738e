import type { E164 } from '../brands.ts'
import { readNumbersCsv } from './readNumbersCsv.ts'
import type { NumberSupplier } from './supplier.port.ts'

/**
 * An inventory in a CSV file: numbers that were bought and wait to be used. `read` gives the file as it is now, `known` those of its
 * numbers that were taken before, so that an order that comes again takes the next ones only if the first were kept.
 */
export function csvSupplier({
  read,
  known,
}: {
  read: () => Promise<string>
  known: (numbers: E164[]) => Promise<Set<E164>>
}): NumberSupplier {
  return {
    async order({ region, count }) {
      const inRegion = readNumbersCsv(await read()).rows.filter((row) => row.region === region)
      const taken = await known(inRegion.map(({ number }) => number))
      return inRegion
        .filter(({ number }) => !taken.has(number))
        .slice(0, count)
        .map(({ number, region: own, connection }) => ({ number, region: own, connection }))
    },
  }
}
