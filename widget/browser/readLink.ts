import { settings } from '../config.ts'

/**
 * Puts into the settings the token of the preview link by which this page, or an earlier one of this tab, was opened: taken out of the
 * address before anything else reads it.
 */
export const readLink = (): string | undefined => {
  try {
    const [page, token = sessionStorage['rotary']] = location.href.split('#rotary=')
    if ((settings.token = token)) {
      history.replaceState(history.state, '', page)
      sessionStorage['rotary'] = token
    }
  } catch {
    // Storage is blocked: then a link is good for this page alone.
  }
  return settings.token
}
