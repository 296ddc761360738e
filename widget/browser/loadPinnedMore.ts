import { settings } from '../config.ts'
import { guard } from './guard.ts'

/** The build puts the hash of the second file that it was built with in the place of this name. */
declare const __MORE_INTEGRITY__: string

let loading: Promise<unknown> | undefined

/**
 * In versioned scripts in the place of `loadMore`: the second file of the same version, from where the script came from. `import` knows
 * no integrity, but takes what a `modulepreload` has put in the module map under that address, and fails where its hash was another.
 */
export const loadMore = guard((): Promise<unknown> => {
  if (!loading) {
    const { nonce, src } = document.querySelector<HTMLScriptElement>('script[data-rotary-site]')!
    const link = document.createElement('link')
    link.rel = 'modulepreload'
    link.integrity = __MORE_INTEGRITY__
    link.nonce = nonce
    link.href = src.replace(/[^/]*$/, 'rotary-more.js')
    document.head.append(link)
    loading = import(link.href).then((more) => more.default(settings))
    link.remove()
  }
  return loading
})
