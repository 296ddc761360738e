import type { Arrival, Choice } from '../choice.ts'
import { ARRIVALS } from '../choice.ts'
import type { Model } from '../model.ts'
import { replay } from '../replay.ts'
import type { Language, PanelWords } from '../words/words.ts'
import { make } from './make.ts'

/** Milliseconds after the last key. */
const TYPING = 350

/** Everything that can be chosen of the visitor; the page follows at once. */
export const makeControls = (model: Model, words: PanelWords, language: Language): HTMLElement => {
  let timer: ReturnType<typeof setTimeout> | undefined
  const choose = (change: Partial<Choice>, delay = 0) => {
    Object.assign(model.choice, change)
    clearTimeout(timer)
    timer = setTimeout(() => replay(model), delay)
  }
  const select = (name: string, label: string, options: [value: string, text: string][], chosen: (value: string) => Partial<Choice>) =>
    make(
      'label',
      {},
      label,
      make(
        'select',
        { name, onchange: ({ target }: Event) => choose(chosen((target as HTMLSelectElement).value)) },
        ...options.map(([value, text]) => make('option', { value }, text)),
      ),
    )
  const field = (name: 'source' | 'medium' | 'campaign', label: string) =>
    make(
      'label',
      {},
      label,
      make('input', {
        name,
        maxlength: 256,
        autocomplete: 'off',
        oninput: ({ target }: Event) => choose({ [name]: (target as HTMLInputElement).value.trim() }, TYPING),
      }),
    )
  const check = (name: 'exhausted' | 'noConsent', label: string) =>
    make(
      'label',
      { class: 'check' },
      make('input', { type: 'checkbox', name, onchange: ({ target }: Event) => choose({ [name]: (target as HTMLInputElement).checked }) }),
      label,
    )
  const other = [field('source', words.source), field('medium', words.medium)]
  const showOther = (arrival: Arrival) => other.forEach((one) => (one.hidden = arrival !== 'other'))
  showOther('page')
  const regions = model.opened.regions.map(({ code, name, slots }): [string, string] => [
    code,
    slots.length ? name[language] : `${name[language]} (${words.regionNone})`,
  ])
  return make(
    'fieldset',
    {},
    make('legend', { class: 'wide' }, words.visitor),
    select('region', words.region, [['', words.regionHere], ...regions], (value) => ({ region: value as Choice['region'] })),
    select(
      'arrival',
      words.arrival,
      (Object.keys(ARRIVALS) as Arrival[]).map((name) => [name, words.arrivals[name]]),
      (value) => {
        showOther(value as Arrival)
        return { arrival: value as Arrival }
      },
    ),
    ...other,
    field('campaign', words.campaign),
    select('edge', words.edge, Object.entries(words.edges), (value) => ({ edge: value as Choice['edge'] })),
    check('exhausted', words.exhausted),
    check('noConsent', words.noConsent),
  )
}
