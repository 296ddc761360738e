import type { LeasedNumber, NumberFormat } from '../../edge/contract.ts'
import { splitCountry } from './splitCountry.ts'

/**
 * Writes a number by a mask: `{country}`, `{area}`, `{local}` and `{local:3-2-2}` (groups of so many digits, what is left comes last),
 * `{national}`, `{international}`, `{e164}`. The area is the first group of the international form.
 */
export function formatNumber(number: LeasedNumber, mask: NumberFormat): string {
  const [country, national] = splitCountry(number.e164)
  const area = /^\D*\d+\D+(\d+)\D/.exec(number.international)?.[1] || ''
  const local = national.slice(area.length)
  return mask.replace(/\{(\w+)(?::([^}]*))?\}/g, (_all, name: string, groups?: string) => {
    if (name === 'local' && groups) {
      let rest = local
      const text = groups.replace(/\d+/g, (size) => {
        const group = rest.slice(0, +size)
        rest = rest.slice(+size)
        return group
      })
      return text + rest
    }
    return { country, area, local, ...number }[name] || ''
  })
}
