import type { PreviewOpenAnswer, PreviewOpened } from '../../edge/preview/previewContract.ts'
import type { Settings } from '../config.ts'
import { askEdge, pageAddress } from './askEdge.ts'
import { askByScript } from './askByScript.ts'
import { begin } from './begin.ts'
import { forget } from './forget.ts'

/** A token as the edge makes them; anything else is not worth a request, whose refusal would print in the console. */
const TOKEN = /^[\w.~-]{16,1024}$/

/** Milliseconds. */
const REFUSED = 200

let opening: Promise<unknown> | undefined

/**
 * Opens the preview of this page if the link is good, and puts the stand-ins for edge and storage into the settings with which the core then
 * begins. Otherwise nothing is seen and nothing is left: the core begins as for any visitor. A second copy of the tag waits for the first.
 */
export const preview = (settings: Settings): Promise<unknown> => (opening ||= open(settings))

const open = async (settings: Settings): Promise<void> => {
  const { token = '', site } = settings
  let blocked = false
  const watch = ({ blockedURI, disposition }: SecurityPolicyViolationEvent) => {
    if (disposition === 'enforce' && blockedURI.startsWith(settings.edge)) blocked = true
  }
  document.addEventListener('securitypolicyviolation', watch)
  let answer = TOKEN.test(token) ? await askEdge<PreviewOpenAnswer>(settings, 'open', { site }) : ({ reason: 'tampered' } as const)
  // The browser tells of a refusal a moment after the request has failed.
  if (!answer) await new Promise((resolve) => setTimeout(resolve, REFUSED))
  // The page's policy lets nothing out to the edge, which is what must be said; scripts of the edge run there all the same.
  if (!answer && blocked) answer = await askByScript(settings, { site, url: pageAddress() })
  document.removeEventListener('securitypolicyviolation', watch)
  if (answer?.reason === 'open') begin(settings, answer as PreviewOpened, blocked)
  else if (answer && answer.reason !== 'unavailable') forget()
}
