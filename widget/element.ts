import { ownNumber, watchNumber } from './npm/watchNumber.ts'
import type { WatchedNumber } from './npm/watchNumber.ts'

/**
 * Defines `<rotary-number target="+74951234567">8 (495) 123-45-67</rotary-number>`: a link whose number the element owns; further
 * attributes `slot-name`, `forward-to`, `sig`, `exp`. Importing this file defines it under that name; on a server nothing happens.
 */
export const defineNumberElement = (name = 'rotary-number'): void => {
  if (typeof customElements === 'undefined' || customElements.get(name)) return
  customElements.define(
    name,
    class extends HTMLElement {
      static observedAttributes = ['target', 'slot-name', 'forward-to', 'sig', 'exp']
      private own: { nodes: Node[]; text: string } | undefined
      private unwatch: (() => void) | undefined

      connectedCallback(): void {
        // Rotary itself leaves alone what the element owns.
        this.dataset['rotaryIgnore'] = ''
        if (document.readyState === 'loading' && !this.firstChild)
          return void document.addEventListener('DOMContentLoaded', () => this.begin(), { once: true })
        this.begin()
      }

      disconnectedCallback(): void {
        this.unwatch?.()
        this.putBack()
      }

      attributeChangedCallback(): void {
        if (this.unwatch) this.begin()
      }

      private begin(): void {
        this.unwatch?.()
        const target = this.getAttribute('target') ?? this.own?.text ?? this.textContent
        if (!this.isConnected || !target) return
        this.own ??= { nodes: [...this.childNodes], text: this.textContent.trim() }
        const wish = {
          target,
          text: this.own.text || undefined,
          ...this.option('slot', 'slot-name'),
          ...this.option('forwardTo', 'forward-to'),
          ...this.option('sig', 'sig'),
          ...(this.hasAttribute('exp') && { exp: +this.getAttribute('exp')! }),
        }
        if (!this.own.text) this.render(ownNumber(wish))
        this.unwatch = watchNumber(wish, (shown) => (shown.number || !wish.text ? this.render(shown) : this.putBack()))
      }

      private option<Key extends string>(key: Key, attribute: string): { [key in Key]?: string } {
        const value = this.getAttribute(attribute)
        return (value ? { [key]: value } : {}) as { [key in Key]?: string }
      }

      private render({ text, href }: WatchedNumber): void {
        const link = document.createElement('a')
        link.href = href
        link.textContent = text
        this.replaceChildren(link)
      }

      private putBack(): void {
        if (this.own) this.replaceChildren(...this.own.nodes)
      }
    },
  )
}

defineNumberElement()
