import { EN } from './en.ts'
import { RU } from './ru.ts'

export type PanelWords = typeof EN

export type Language = 'en' | 'ru'

/** By the browser's language. */
export const languageOf = (tag: string): Language => (/^ru\b/i.test(tag) ? 'ru' : 'en')

export const wordsIn = (language: Language): PanelWords => (language === 'ru' ? RU : EN)
