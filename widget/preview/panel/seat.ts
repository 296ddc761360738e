import { openModal } from './openModal.ts'

/**
 * Puts the panel where it can be used: at the end of the document, or in the page's modal dialog while one is open, since all outside it is
 * inert then. Also when the page has thrown it out.
 */
export const seat = (host: HTMLElement): void => {
  const home = openModal() ?? document.documentElement
  if (host.parentNode === home) return
  const { moveBefore } = home as { moveBefore?: (node: Node, before: null) => void }
  // Keeps the scroll position and the focus, but only between two places of one document.
  if (moveBefore && host.isConnected) moveBefore.call(home, host, null)
  else home.append(host)
}
