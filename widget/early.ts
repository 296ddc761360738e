import { guard } from './browser/guard.ts'

const CLASS = 'rotary-wait'
/** Longer than this no target is hidden. */
const LONGEST = 300

/**
 * The flicker guard, put before the core where the site asks for it: hides the targets until their numbers have come, 300 ms at most, by
 * a class and a constructed style sheet, which a strict CSP allows. It lives on the core's events alone.
 */
const begin = (): void => {
  let hidden: [element: Element, before: string | null, during: string][] = []
  let sheet: CSSStyleSheet | undefined
  let over = false
  const hide = guard((event: Event) => {
    const { element } = (event as CustomEvent<{ element: Element }>).detail
    if (over || hidden.some(([one]) => one === element)) return
    if (!sheet) {
      sheet = new CSSStyleSheet()
      sheet.replaceSync(`.${CLASS}{visibility:hidden!important}`)
      document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
      setTimeout(show, LONGEST)
    }
    const before = element.getAttribute('class')
    element.classList.add(CLASS)
    hidden.push([element, before, element.getAttribute('class')!])
  })
  /** All again, the attribute as it was to the byte, and nothing is hidden from now on. */
  const show = guard(() => {
    over = true
    for (const [element, before, during] of hidden) {
      if (element.getAttribute('class') !== during) element.classList.remove(CLASS)
      else if (before === null) element.removeAttribute('class')
      else element.setAttribute('class', before)
    }
    hidden = []
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet)
  })
  document.addEventListener('rotary:wanted', hide)
  // The core swaps in the microtask after this event.
  document.addEventListener('rotary:lease', () => setTimeout(show))
}

guard(begin)()
