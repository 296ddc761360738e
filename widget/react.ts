import type { AnchorHTMLAttributes, ReactElement } from 'react'
import { createElement, useEffect, useState } from 'react'
import type { NumberOptions } from './api.ts'
import type { WatchedNumber } from './npm/watchNumber.ts'
import { ownNumber, watchNumber } from './npm/watchNumber.ts'

export type { NumberOptions, NumberResult } from './api.ts'
export type { WatchedNumber } from './npm/watchNumber.ts'

export interface UseNumberOptions extends NumberOptions {
  /** The target as the page writes it, e.g. `8 (495) 123-45-67`: what is shown until a number has come, and the pattern that it takes. */
  text?: string | undefined
}

/**
 * The number to show in place of a target. On the server and in the first render of the client it is the page's own, so that hydration
 * finds what the server wrote; then React owns it. Put `data-rotary-ignore` on what you render, or use `<Number>`, which does.
 */
export const useNumber = (target: string, { text, slot, forwardTo, sig, exp }: UseNumberOptions = {}): WatchedNumber => {
  const [shown, show] = useState<{ for: string; number: WatchedNumber }>()
  const wish = JSON.stringify([target, text, slot, forwardTo, sig, exp])
  useEffect(
    () =>
      watchNumber(
        { target, text, ...(slot && { slot }), ...(forwardTo && { forwardTo }), ...(sig && { sig }), ...(exp && { exp }) },
        (number) => show({ for: wish, number }),
      ),
    // Everything that matters stands in it.
    [wish],
  )
  return shown?.for === wish ? shown.number : ownNumber({ target, text })
}

export interface NumberProps extends NumberOptions, Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'children' | 'href' | 'slot' | 'target'> {
  /** The company's own number. */
  target: string
  /** The same as the page writes it; the target itself by default. */
  children?: string
  /** Writes the number otherwise; gets the page's own too. */
  format?: (shown: WatchedNumber) => string
}

/** `<Number target="+74951234567">8 (495) 123-45-67</Number>`: a link whose number React owns. */
export const Number = ({ target, children, slot, forwardTo, sig, exp, format, ...attributes }: NumberProps): ReactElement => {
  const shown = useNumber(target, {
    text: children,
    ...(slot && { slot }),
    ...(forwardTo && { forwardTo }),
    ...(sig && { sig }),
    ...(exp && { exp }),
  })
  return createElement('a', { ...attributes, href: shown.href, 'data-rotary-ignore': '' }, format ? format(shown) : shown.text)
}
