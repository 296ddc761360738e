import { askOnce } from './sampleFor.ts'
import type { Model } from './model.ts'
import { rotaryOf } from './model.ts'

/**
 * Shows the page for the present choice: the core forgets what it knows and asks for everything anew, as it does when consent comes.
 */
export const replay = (model: Model): void => {
  const { settings, choice } = model
  const rotary = rotaryOf()
  if (!rotary) return
  const away = choice.edge !== 'normal' || model.blocked
  model.edge = choice.edge === 'dead' || model.blocked ? 'silent' : 'asking'
  model.before = false
  model.notice = ''
  settings.consentRequired = true
  // The originals come back, and nothing is known.
  rotary.consent({ storage: false })
  // In the next task everything is asked for.
  rotary.consent({ storage: true })
  if (choice.noConsent) rotary.consent({ storage: false })
  else settings.consentRequired = false
  // Where the core asks nothing, the trace says why all the same.
  if (!away) void askOnce(model, choice.noConsent ? 'none' : 'full')
  model.changed()
}
