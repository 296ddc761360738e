import { addTarget } from '../addTarget.ts'
import type { Warning } from '../checks/warning.ts'
import type { Model } from '../model.ts'
import type { PanelWords } from '../words/words.ts'
import { make } from './make.ts'

/** What may be wrong, with what can be done about it. */
export const listWarnings = (
  model: Model,
  { warnings, words, show, say }: { warnings: Warning[]; words: PanelWords; show: (element: Element) => void; say: (text: string) => void },
): HTMLElement[] => {
  if (!warnings.length) return [make('p', { class: 'muted' }, words.noWarnings)]
  const cannotAdd = !model.opened.canAdd && warnings.some(({ add }) => add)
  const items = warnings.map(({ kind, about, element, add }) => {
    const press = async (event: Event) => {
      const button = event.currentTarget as HTMLButtonElement
      button.disabled = true
      say(words.adding)
      const why = await addTarget(model, add!)
      say(why === undefined ? words.added(add!) : words.notAdded(why))
      button.disabled = false
    }
    return make(
      'li',
      { class: 'warning', 'data-warning': kind },
      words.warnings[kind](about),
      ' ',
      element?.getClientRects().length
        ? make(
            'button',
            { type: 'button', 'data-key': `show/${kind}/${about}`, 'aria-label': `${words.show}: ${about}`, onclick: () => show(element) },
            '◎',
          )
        : '',
      ' ',
      add && model.opened.canAdd
        ? make('button', { type: 'button', 'data-key': `add/${add}`, onclick: (event: Event) => void press(event) }, words.add)
        : '',
    )
  })
  return [make('ul', {}, ...items), ...(cannotAdd ? [make('p', { class: 'muted' }, words.cannotAdd)] : [])]
}
