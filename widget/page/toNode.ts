import type { Rendering } from '../config.ts'
import { emit } from '../hooks.ts'

interface TrustedTypes {
  createPolicy(name: string, rules: { createHTML(html: string): string }): { createHTML(html: string): string }
}

/** A page's own rendering as text or a node. HTML goes through the policy `rotary`; where that is refused it is left out and told. */
export function toNode(rendering: Rendering, textOnly: boolean): string | Node | undefined {
  if (typeof rendering === 'string') return rendering
  if ('text' in rendering) return rendering.text
  if (textOnly) return undefined
  if (!('html' in rendering)) return rendering
  try {
    const template = document.createElement('template')
    policy ||= (window as { trustedTypes?: TrustedTypes }).trustedTypes?.createPolicy('rotary', { createHTML: (html) => html })
    template.innerHTML = policy ? policy.createHTML(rendering.html) : rendering.html
    const box = template.content
    // Several nodes need one to be put back as one.
    return box.childNodes.length === 1 ? box.firstChild! : wrap(box)
  } catch (error) {
    emit('error', { code: 'html', error })
    return undefined
  }
}

let policy: ReturnType<TrustedTypes['createPolicy']> | undefined

function wrap(box: DocumentFragment): Node {
  const span = document.createElement('span')
  span.append(box)
  return span
}
