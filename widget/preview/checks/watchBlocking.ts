import type { Model } from '../model.ts'
import type { Journal } from '../page/journal.ts'

/** Notes what the Content Security Policy of the page refuses of the edge, or would refuse. */
export const watchBlocking = (model: Model, journal: Journal): void => {
  const listen = ({ blockedURI, effectiveDirective, disposition }: SecurityPolicyViolationEvent) => {
    if (!blockedURI.startsWith(model.settings.edge)) return
    const refusal = { directive: effectiveDirective, enforced: disposition === 'enforce' }
    if (journal.refusals.some(({ directive, enforced }) => directive === refusal.directive && enforced === refusal.enforced)) return
    journal.refusals.push(refusal)
    model.changed()
  }
  if (model.blocked) journal.refusals.push({ directive: 'connect-src', enforced: true })
  document.addEventListener('securitypolicyviolation', listen)
  model.stops.push(() => document.removeEventListener('securitypolicyviolation', listen))
}
