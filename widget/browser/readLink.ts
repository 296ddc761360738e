import { settings } from '../config.ts'

/**
 * Puts into the settings the token of the preview link by which this page, or an earlier one of this tab, was opened: taken out of the
 * address before anything else reads it. A frame of the same site may begin before its page has: then the link is in that one's address.
 */
export const readLink = (): string | undefined => {
  try {
    const [page, token = sessionStorage['rotary'] || top!.location.href.split('#rotary=')[1]] = location.href.split('#rotary=')
    if ((settings.token = token)) {
      history.replaceState(history.state, '', page)
      sessionStorage['rotary'] = token
    }
  } catch {
    // Storage is blocked, or the page around a frame is another site's: then a link is good for this page alone.
  }
  return settings.token
}
