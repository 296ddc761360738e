import type { Language } from '../attribution/explainAttribution.ts'
import type { MeasuredAccuracy } from '../attribution/measureAccuracy.ts'

const percent = (share: number, language: Language): string => `${(100 * share).toFixed(1).replace('.', language === 'ru' ? ',' : '.')} %`

/** What the measure says and what it does not: callers who kept the number and call later never tap, and are not in it. */
export function explainAccuracy({ count, named, claimed, precision, low, high }: MeasuredAccuracy, language: Language): string {
  const of = (share: number) => percent(share, language)
  if (language === 'ru') {
    if (count === 0) return 'Измерить нечего: ни одного звонка, про который нажатие на номер выдало бы, кто звонил.'
    if (named === 0) return `Из ${count} звонков сразу после нажатия на номер без этого нажатия не был бы определён ни один.`
    return (
      `Из ${count} звонков сразу после нажатия на номер без этого нажатия были бы определены ${named}: верно ${of(precision)} (от ${of(low)} до ${of(high)}), заявлено ${of(claimed)}. ` +
      'Это верхняя граница: кто сохранил номер и звонит позже, не нажимает, и таких звонков здесь нет. Среди всех звонков верных меньше.'
    )
  }
  if (count === 0) return 'There is nothing to measure by: no call whose caller a tap on the number gave away.'
  if (named === 0) return `Of ${count} calls just after a tap on the number none would have been named without that tap.`
  return (
    `Of ${count} calls just after a tap on the number ${named} would have been named without that tap: ${of(precision)} of them right (${of(low)} to ${of(high)}), ${of(claimed)} claimed. ` +
    'This is an upper bound: whoever kept the number and calls later does not tap, and no such call is among these. Of all calls fewer are right.'
  )
}
