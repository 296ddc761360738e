import { keepOut } from './keepOut.ts'
import { loadCore } from './loadCore.ts'

/** CallRail's documented API. */
interface CallTrk {
  /** Looks again through the page, an element, or all that match a selector. */
  swap(where?: Node | string): void
  /** Keys are the targets as given; a target without a number is missing. */
  getSwapNumbers(targets: string[], done: (numbers: { [target: string]: string }) => void): void
}

/** CallRail's targets are numbers of North America, of ten digits. */
const toTarget = (written: string): string => {
  const digits = written.replace(/\D/g, '')
  return `+${digits.length === 10 ? 1 : ''}${digits}`
}

/** CallRail's `CallTrk`, over Rotary: a site keeps its code and its `data-calltrk-noswap`, and changes one script tag. */
const begin = (): void => {
  const core = loadCore()
  keepOut(({ element }) => !!element.closest('[data-calltrk-noswap]'))
  const api: CallTrk = {
    swap: (where) =>
      void core.then(({ rotary }) => {
        if (typeof where === 'string') for (const element of document.querySelectorAll(where)) rotary.refresh(element)
        else rotary.refresh(where)
      }),
    getSwapNumbers: (targets, done) =>
      void core.then(async ({ rotary }) => {
        const numbers = await Promise.all(
          targets.map(async (target) => {
            const { number } = await rotary.number(toTarget(target))
            // As long as what was given: ten digits for ten.
            return number ? [[target, number.slice(toTarget(target).length - target.replace(/\D/g, '').length)]] : []
          }),
        )
        done(Object.fromEntries(numbers.flat()))
      }),
  }
  const page = window as unknown as { CallTrk?: Partial<CallTrk> }
  page.CallTrk = Object.assign(page.CallTrk ?? {}, api)
}

begin()
