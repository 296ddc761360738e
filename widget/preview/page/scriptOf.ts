/** Addresses in a stack, innermost first: `https://shop.example/app.js:12:34` in every engine's own notation. */
const FRAME = /((?:https?|file|blob|webpack-internal|chrome-extension):[^\s()]+?):(\d+):\d+/g

/** Addresses of scripts, by their beginnings. */
export interface Frames {
  /** Frames that do not count: our own patches. */
  skip: readonly string[]
  /** Who is innermost here is ourselves, whoever called. */
  ours?: readonly string[]
  /** Address of the page. */
  page: string
}

/** The script whose code is innermost in a stack: its address, with the line if it stands in the page itself. Empty where there is none. */
export const scriptOf = (stack: string | undefined, { skip, ours = [], page }: Frames): string => {
  const isOf = (address: string, all: readonly string[]) => all.some((one) => one && address.startsWith(one))
  for (const [, address = '', line] of (stack ?? '').matchAll(FRAME)) {
    if (isOf(address, skip)) continue
    if (isOf(address, ours)) return ''
    const [bare] = address.split('#')
    return bare === page ? `${bare}:${line}` : address
  }
  return ''
}
