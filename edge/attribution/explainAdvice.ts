import type { SizeAdvice } from './adviseSize.ts'
import type { Language } from './explainAttribution.ts'

/** "With 12 instead of 8 numbers last week 31 of 37 unknown calls would have been named." */
export const explainAdvice = (
  { size, unknownCalls, nowNamed }: SizeAdvice,
  { instead, language }: { instead: number; language: Language },
): string =>
  language === 'ru'
    ? `С номерами в количестве ${size} вместо ${instead} за прошлую неделю были бы определены ${nowNamed} из ${unknownCalls} неизвестных звонков.`
    : `With ${size} instead of ${instead} numbers last week ${nowNamed} of ${unknownCalls} unknown calls would have been named.`
