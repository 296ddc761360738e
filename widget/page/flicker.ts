const CLASS = 'rotary-wait'
/** Longer than this no target is hidden, whatever the settings say. */
const LONGEST = 300

let hidden: [element: Element, before: string | null, during: string][] = []
let started = false
let over = false

/** Hides an element until its number has come, by a class and a constructed style sheet, which a strict CSP allows. */
export function hideForNow(element: Element, milliseconds: number): void {
  if (over || !milliseconds) return
  if (!started) {
    started = true
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(`.${CLASS}{visibility:hidden!important}`)
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
    setTimeout(showHidden, Math.min(LONGEST, milliseconds))
  }
  const before = element.getAttribute('class')
  element.classList.add(CLASS)
  hidden.push([element, before, element.className as string])
}

/** Shows all again, the attribute as it was to the byte, and hides nothing from now on. */
export function showHidden(): void {
  over = true
  for (const [element, before, during] of hidden.splice(0).reverse()) {
    if (element.getAttribute('class') !== during) element.classList.remove(CLASS)
    else if (before === null) element.removeAttribute('class')
    else element.setAttribute('class', before)
  }
}
