import { keepOut } from './keepOut.ts'
import { loadCore } from './loadCore.ts'

/** `mgo({ calltracking: { … } })`: which places are swapped. */
interface Calltracking {
  elements?: { selector?: string; numberText?: string }[]
  /** `user=42&plan=basic` */
  customParam?: string
}

interface NumberWish {
  /** Name of one displayed place. */
  hash?: string
  /** Where its calls end. */
  redirectNumber?: string
  /** Rotary's own: for destinations that are not on the site's list. */
  sig?: string
  exp?: number
}

interface Mgo {
  (argument: { calltracking?: Calltracking } | ((mgo: Mgo) => void)): void
  /** The number's digits, or `null` where the page is to keep its own. */
  getNumber(wish: NumberWish, done: (result: { number: string; formatted: string } | null) => void): void
  q?: ArrayLike<Parameters<Mgo>[0]>[]
}

const digitsOf = (written: string): string => written.replace(/\D/g, '').replace(/^8(?=\d{10}$)/, '7')

/**
 * Mango Office's `mgo`, over Rotary: a site keeps its code and changes the address of the script. Counter ids and `domain` mean nothing
 * here: the site's key says whose it is, and sharing over subdomains is a setting of the site.
 */
const begin = (): void => {
  const page = window as unknown as Record<string, Mgo | string | undefined>
  // The usual loader lets the page choose the name.
  const name = (page['MangoObject'] as string) || 'mgo'
  const stub = page[name] as Mgo | undefined
  const core = loadCore()
  const selectors: string[] = []
  const numbers = new Set<string>()

  // Once elements are listed, nothing else is touched.
  keepOut(({ target, element }) => {
    if (!selectors.length && !numbers.size) return false
    return !numbers.has(target.slice(1)) && !selectors.some((selector) => element.closest(selector))
  })

  const getNumber: Mgo['getNumber'] = ({ hash, redirectNumber, sig, exp }, done) =>
    void core.then(async ({ rotary, settings }) => {
      const [first] = settings.targets
      if (!first) return done(null)
      const result = await rotary.number(typeof first === 'string' ? first : first.e164, {
        ...(hash && { slot: hash }),
        ...(redirectNumber && { forwardTo: digitsOf(redirectNumber) }),
        ...(sig && { sig }),
        ...(exp && { exp }),
      })
      done(result?.number ? { number: result.number.slice(1), formatted: result.national! } : null)
    })

  const track = ({ elements = [], customParam }: Calltracking): void => {
    for (const { selector, numberText } of elements) {
      if (selector) selectors.push(selector)
      if (numberText) numbers.add(digitsOf(numberText))
    }
    void core.then(({ rotary, settings }) => {
      if (customParam) rotary.set(Object.fromEntries(new URLSearchParams(customParam)))
      // Placeholders that hold no number of the page's own get one all the same.
      for (const element of selectors.flatMap((selector) => [...document.querySelectorAll<HTMLElement>(selector)])) {
        if (/\d/.test(element.textContent) || !settings.targets.length) continue
        getNumber({}, (result) => {
          if (result) element.textContent = result.formatted
        })
      }
      if (elements.length) rotary.refresh()
    })
  }

  const mgo = ((argument) => {
    if (typeof argument === 'function') void core.then(() => argument(mgo))
    else if (argument?.calltracking) track(argument.calltracking)
  }) as Mgo
  mgo.getNumber = getNumber
  page[name] = page['mgo'] = mgo
  for (const call of stub?.q ?? []) mgo(call[0]!)
}

begin()
