import type { LeasedNumber, NumberFormat } from '../../edge/contract.ts'

/**
 * `{country}`, `{area}`, `{local}` and `{local:3-2-2}` (groups of so many digits, what is left comes last), `{national}`,
 * `{international}`, `{e164}`; any other name stays as it is. Country and area are the first groups of the international form.
 */
export function writeByMask(number: LeasedNumber, mask: NumberFormat): string {
  const [, country = '', area = '', ...rest] = number.international.split(/\D+/)
  const local = rest.join('')
  const values: { [name: string]: string } = { country, area, local, ...number }
  return mask.replace(/\{(\w+):?([^}]*)\}/g, (all, name: string, groups: string) =>
    name === 'local' && groups ? inGroups(local, groups) : (values[name] ?? all),
  )
}

function inGroups(digits: string, groups: string): string {
  let at = 0
  const text = groups.replace(/\d+/g, (size) => digits.slice(at, (at += +size)))
  return text + digits.slice(at)
}
