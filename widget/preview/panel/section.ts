import { make } from './make.ts'

/** A part of the panel that can be folded, and whose content is put anew without losing the focus. */
export interface Section {
  element: HTMLDetailsElement
  fill(title: string, content: HTMLElement[]): void
}

export const createSection = (name: string, open: boolean): Section => {
  const summary = make('summary')
  const content = make('div')
  const element = make('details', { 'data-section': name, open }, summary, content)
  let before = ''
  return {
    element,
    fill(title, items) {
      const draft = make('div', {}, ...items)
      const now = title + draft.innerHTML
      // Even the same again would take the focus and the selection away.
      if (now === before) return
      before = now
      const root = element.getRootNode() as ShadowRoot
      const key = content.contains(root.activeElement) ? root.activeElement?.getAttribute('data-key') : undefined
      summary.textContent = title
      content.replaceChildren(...items)
      if (key) [...content.querySelectorAll<HTMLElement>('[data-key]')].find((one) => one.getAttribute('data-key') === key)?.focus()
    },
  }
}
