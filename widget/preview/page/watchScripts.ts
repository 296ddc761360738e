import { guard } from '../../browser/guard.ts'
import { pageAddress } from '../askEdge.ts'
import { STRUCTURED } from '../checks/watchStructuredData.ts'
import type { Place } from '../../page/nodes.ts'
import type { Model } from '../model.ts'
import type { Journal } from './journal.ts'
import { scriptOf } from './scriptOf.ts'

type Setter = [prototype: object, name: string]

const SETTERS = (): Setter[] => [
  [Node.prototype, 'textContent'],
  [Node.prototype, 'nodeValue'],
  [CharacterData.prototype, 'data'],
  [Element.prototype, 'innerHTML'],
  [HTMLElement.prototype, 'innerText'],
  [HTMLAnchorElement.prototype, 'href'],
]
const METHODS = (): Setter[] => [
  [Element.prototype, 'setAttribute'],
  [Element.prototype, 'replaceChildren'],
  [Element.prototype, 'replaceWith'],
  [Node.prototype, 'replaceChild'],
]

/** Notes which script writes over a number that is shown, and which one puts a format hook there. All is as before after the preview. */
export const watchScripts = (model: Model, journal: Journal): void => {
  let core = ''
  const skip = [import.meta.url]
  const ours = () => [`${model.settings.edge}/w/`, `${model.settings.edge}/rotary-`, core]
  /** `attribute`: that one alone is written. */
  const note = guard((written: Node, attribute?: string) => {
    if ((written as Element).closest?.(STRUCTURED) ?? written.parentElement?.closest(STRUCTURED)) {
      journal.structuredBy = scriptOf(new Error('where').stack, { skip, ours: ours(), page: pageAddress() }) || journal.structuredBy
    }
    for (const [place, entries] of journal.entries) {
      const shown =
        touches({ written, place, attribute }) && entries.find(({ after, vetoed }) => after && !vetoed && place.nodeValue?.includes(after))
      if (!shown) continue
      const script = scriptOf(new Error('where').stack, { skip, ours: ours(), page: pageAddress() })
      if (script) journal.interfere({ script, what: 'overwrites', text: shown.before })
    }
  })
  for (const [prototype, name] of SETTERS()) {
    const before = Object.getOwnPropertyDescriptor(prototype, name)
    if (!before?.set) continue
    const { set } = before
    const patched = {
      ...before,
      set(this: Node, value: unknown) {
        note(this, name === 'href' ? name : undefined)
        set.call(this, value)
      },
    }
    Object.defineProperty(prototype, name, patched)
    model.stops.push(() => Object.defineProperty(prototype, name, before))
  }
  for (const [prototype, name] of METHODS()) {
    const holder = prototype as Record<string, (...args: unknown[]) => unknown>
    const before = holder[name]!
    const patched = function (this: Node, ...args: unknown[]) {
      note(this, name === 'setAttribute' ? String(args[0]).toLowerCase() : undefined)
      return before.apply(this, args)
    }
    holder[name] = patched
    model.stops.push(() => {
      // Somebody else's patch over ours stays.
      if (holder[name] === patched) holder[name] = before
    })
  }
  // The core calls its `fetch` from its own script, also where that is a bundle of the page.
  const { fetch: standIn } = model.settings
  model.settings.fetch = (...args) => {
    core ||= scriptOf(new Error('where').stack, { skip, page: pageAddress() })
    return standIn!(...args)
  }
  const listen = document.addEventListener
  document.addEventListener = function (this: Document, ...args: Parameters<typeof listen>) {
    const script =
      args[0] === 'rotary:before-swap' && scriptOf(new Error('where').stack, { skip: [...skip, ...ours()], page: pageAddress() })
    if (script) journal.interfere({ script, what: 'hook', text: '' })
    listen.apply(this, args)
  } as typeof listen
  model.stops.push(() => Reflect.deleteProperty(document, 'addEventListener'))
}

/** Whether what is written holds a place: its text, or the very attribute. */
const touches = ({ written, place, attribute }: { written: Node; place: Place; attribute: string | undefined }): boolean => {
  const owner = (place as Attr).ownerElement
  if (!owner) return !attribute && written.contains(place)
  return attribute ? written === owner && (place as Attr).name === attribute : written !== owner && written.contains(owner)
}
