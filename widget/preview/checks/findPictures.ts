import { DIGITS } from '../../page/digits.ts'
import { readTarget } from '../../page/target.ts'
import type { Model } from '../model.ts'
import type { Journal } from '../page/journal.ts'
import type { Finding } from '../page/survey.ts'
import type { Warning } from './warning.ts'

/** More style rules than these are not read. */
const MOST_RULES = 5000

/**
 * Targets that are seen but are no text: in pictures, as far as their `alt` or file name tells, drawn on a canvas, or put there by a style
 * sheet. What a picture shows cannot be read; the visitor sees the company's own number there.
 */
export const findPictures = (model: Model, journal: Journal, findings: Finding[]): Warning[] => {
  const pictures = findings
    .filter(({ element, attribute }) => element.localName === 'img' && (attribute === 'alt' || attribute === 'src'))
    .filter(({ element }, index, all) => all.findIndex((one) => one.element === element) === index)
    .map(({ target, element }): Warning => ({ kind: 'picture', about: target, element }))
  const targets = model.settings.targets.map((given) => readTarget(given as string))
  const targetIn = (text: string) => targets.find(({ _pattern }) => text.search(_pattern) >= 0)?.e164
  const drawn = journal.drawn.flatMap(({ text, canvas }): Warning[] => {
    const about = targetIn(text)
    return about ? [{ kind: 'drawn', about, element: canvas }] : []
  })
  const seen = new Set(drawn.map(({ element }) => element))
  // What was drawn before the preview came cannot be known.
  const canvases = [...document.querySelectorAll('canvas')].filter((canvas) => !seen.has(canvas) && canvas.width * canvas.height > 2500)
  const unread = canvases[0] ? [{ kind: 'canvas' as const, about: String(canvases.length), element: canvases[0] }] : []
  const styled = [...texts()].flatMap((text): Warning[] => {
    const about = targetIn(text)
    return about ? [{ kind: 'style', about }] : []
  })
  return [...pictures, ...once(drawn), ...unread, ...once(styled)]
}

const once = (warnings: Warning[]) => warnings.filter(({ about }, index) => warnings.findIndex((one) => one.about === about) === index)

/** What style sheets write on the page, and the names of their pictures. */
function* texts(): Generator<string> {
  let left = MOST_RULES
  for (const sheet of [...document.styleSheets, ...document.adoptedStyleSheets]) {
    let rules: CSSRuleList
    try {
      rules = sheet.cssRules
    } catch {
      // Of another origin.
      continue
    }
    for (const rule of rules) {
      if (!left--) return
      const { style } = rule as CSSStyleRule
      for (const value of [style?.content, style?.backgroundImage]) if (value && value.search(DIGITS) >= 0) yield value
    }
  }
}
