import type { Attribution, AttributionLabel } from './attribution.ts'

export type Language = 'en' | 'ru'

const REASONS: Record<Language, Record<AttributionLabel, string>> = {
  en: {
    tap: 'tapped the number on the page just before the call',
    'page-open': 'had the page with the number open when the call came',
    'left-recently': 'was the likeliest of those who had left the page',
    region: 'was singled out by the region of the caller’s number',
    'repeat-caller': 'is known from earlier calls of this number',
    static: 'static number',
    background: 'nobody of those who saw the number explains the call',
  },
  ru: {
    tap: 'нажал на номер на странице прямо перед звонком',
    'page-open': 'держал страницу с номером открытой, когда поступил звонок',
    'left-recently': 'вероятнее всех остальных, кто уже ушёл со страницы',
    region: 'выделен по региону номера звонящего',
    'repeat-caller': 'уже известен по прежним звонкам с этого номера',
    static: 'статический номер',
    background: 'никто из видевших номер не объясняет звонок',
  },
}

const WORDS = {
  en: {
    named: (percent: string, reason: string) => `${percent} sure: this visitor ${reason}.`,
    unsure: (percent: string, wanted: string, reason: string) =>
      `Not named: the best candidate ${reason}, but is only ${percent} likely where ${wanted} is asked for.`,
    nobody: (percent: string, reason: string) => `Not named: ${reason} (${percent} spam or an older visitor).`,
    fixed: (source: string) => `The number stands for the source “${source}”; who called it is not known.`,
    others: (count: number, percent: string) => ` ${count === 1 ? 'Another candidate' : `${count} other candidates together`}: ${percent}.`,
  },
  ru: {
    named: (percent: string, reason: string) => `Уверенность ${percent}: посетитель ${reason}.`,
    unsure: (percent: string, wanted: string, reason: string) =>
      `Не назван: лучший кандидат ${reason}, но его вероятность лишь ${percent}, а нужно ${wanted}.`,
    nobody: (percent: string, reason: string) => `Не назван: ${reason} (${percent} — спам или более давний посетитель).`,
    fixed: (source: string) => `Номер закреплён за источником «${source}»; кто именно звонил, неизвестно.`,
    others: (count: number, percent: string) => ` Остальные кандидаты (${count}) вместе: ${percent}.`,
  },
}

/** Rounded so that doubt never vanishes: 99.97 % stays below 100 %. */
const percentOf = (share: number, language: Language): string => {
  const percent = share * 100
  const text =
    percent > 99 && percent < 100 ? Math.min(99.9, percent).toFixed(1) : percent > 0 && percent < 1 ? '<1' : String(Math.round(percent))
  return `${language === 'ru' ? text.replace('.', ',') : text} %`
}

/** Why a call was attributed as it was, in a sentence or two for people. */
export const explainAttribution = (attribution: Attribution, language: Language): string => {
  const { label, confidence, candidates } = attribution
  const words = WORDS[language]
  const percent = (share: number): string => percentOf(share, language)
  if (label === 'static') return words.fixed(attribution.source ?? '')
  if (label === 'background') return words.nobody(percent(attribution.background), REASONS[language].background)
  const reason = REASONS[language][label]
  const told =
    attribution.session === null
      ? words.unsure(percent(confidence), percent(attribution.threshold), reason)
      : words.named(percent(confidence), reason)
  const others = candidates.slice(1)
  const rest = others.reduce((sum, { share }) => sum + share, 0)
  return rest >= 0.005 ? told + words.others(others.length, percent(rest)) : told
}
