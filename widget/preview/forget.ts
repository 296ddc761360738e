/** The link is over: the next pages of this tab ask no more. */
export const forget = (): void => {
  try {
    sessionStorage.removeItem('rotary')
  } catch {
    // Blocked: then nothing was kept.
  }
}
