import type { LeasedNumber } from '../../edge/contract.ts'
import type { NumberOptions, NumberResult } from '../api.ts'
import { pour } from '../page/pour.ts'
import { whenRotary } from './whenRotary.ts'

/** What to show in a place at this moment. */
export interface WatchedNumber extends Omit<NumberResult, 'reason'> {
  /** `own`: nothing is known yet, or `restore` put everything back. */
  reason: NumberResult['reason'] | 'own'
  /** The number as it is to be read: poured into the pattern in which the page writes its own. */
  text: string
  href: string
}

const linkOf = (target: string) => `tel:+${target.replace(/\D/g, '')}`

/** The page's own number, until another is known and where none is to be shown. */
export const ownNumber = ({ target, text = target }: { target: string; text?: string | undefined }): WatchedNumber => ({
  text,
  href: linkOf(target),
  shared: false,
  reason: 'own',
})

/**
 * Tells what to show for a target, and again whenever that changes: numbers come, are replaced, go, are put back when their time
 * has passed or by `restore`, and come again with the edge's next answer or `refresh`.
 * For those who render numbers themselves; such places carry `data-rotary-ignore`. Returns `stop()`.
 */
export const watchNumber = (
  { target, text, ...options }: NumberOptions & { target: string; text?: string | undefined },
  listener: (shown: WatchedNumber) => void,
): (() => void) => {
  let stopped = false
  let restored = false
  const own = ownNumber({ target, text })
  const offs: (() => void)[] = []
  void whenRotary().then((rotary) => {
    if (stopped) return
    const look = () =>
      void rotary.number(target, options).then((result) => {
        if (!stopped && !restored && result)
          listener(result.number ? { ...result, ...written(own, target, result) } : { ...result, ...toOwn(own) })
      })
    look()
    offs.push(
      rotary.on('lease', look),
      rotary.on('restore', () => {
        restored = true
        listener(own)
      }),
      rotary.on('refresh', () => {
        if (restored) look()
        restored = false
      }),
    )
  })
  return () => {
    stopped = true
    for (const off of offs) off()
  }
}

const toOwn = ({ text, href }: WatchedNumber) => ({ text, href })

const written = ({ text }: WatchedNumber, target: string, { number, national, international }: NumberResult) => ({
  text: pour(text, `+${target.replace(/\D/g, '')}`, { e164: number, national, international } as LeasedNumber),
  href: `tel:${number}`,
})
