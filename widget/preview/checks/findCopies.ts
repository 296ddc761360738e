import type { Warning } from './warning.ts'

/** The tag more than once: the first that runs wins, the others do nothing, and settings may differ. */
export const findCopies = (): Warning[] => {
  const tags = [...document.querySelectorAll<HTMLScriptElement>('script[src]')].filter(
    ({ src, dataset }) =>
      /\/w\/pk_\w+\.js/.test(src) || /rotary-versioned[^/]*\.js/.test(src) || (dataset['rotarySite'] && /\/w\//.test(src)),
  )
  return tags.length > 1 ? [{ kind: 'copies', about: tags.map(({ src }) => src).join(', '), element: tags.at(-1) }] : []
}
