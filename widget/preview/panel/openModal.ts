/** The modal dialog that the page has open; the last of several. */
export const openModal = (): Element | undefined => {
  try {
    return [...document.querySelectorAll('dialog:modal')].at(-1)
  } catch {
    // Safari before 15.6 does not know the pseudo-class.
    return undefined
  }
}
