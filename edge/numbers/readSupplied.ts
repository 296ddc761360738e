import * as v from 'valibot'
import type { ConnectionId } from '../brands.ts'
import { E164Schema } from '../contract.ts'
import { regionCode } from '../regions/regionCode.ts'
import { regionOfNumber } from '../regions/regionOfNumber.ts'
import type { NewNumber } from './addNumbers.store.ts'

const RowSchema = v.object({
  number: E164Schema,
  region: v.optional(v.string(), ''),
  connection: v.pipe(v.string('must be the id of a connection'), v.regex(/^con_\w{1,80}$/, 'must be the id of a connection')),
})

/** A row of a CSV file or of a supplier's answer as a number, or why it is none. Without a region its digits tell it. */
export function readSupplied(row: unknown): NewNumber | { refused: string } {
  const parsed = v.safeParse(RowSchema, row, { abortEarly: true })
  if (!parsed.success) return { refused: `${v.getDotPath(parsed.issues[0]) ?? 'row'}: ${parsed.issues[0].message}` }
  const { number, connection } = parsed.output
  const region = parsed.output.region === '' ? regionOfNumber(number) : regionCode(parsed.output.region.toUpperCase())
  if (!region)
    return {
      refused: parsed.output.region === '' ? 'region: this number tells none, give one' : 'region: must be like RU-MOW, RU or RU-TOLLFREE',
    }
  return { number, region, connection: connection as ConnectionId }
}
