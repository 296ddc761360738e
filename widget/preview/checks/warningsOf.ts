import type { Model } from '../model.ts'
import type { Journal } from '../page/journal.ts'
import type { Stranger } from '../page/strangersOf.ts'
import type { Finding } from '../page/survey.ts'
import { findCopies } from './findCopies.ts'
import { findPictures } from './findPictures.ts'
import { findRivals } from './findRivals.ts'
import type { Warning } from './warning.ts'

/** All that may be wrong with the page, worst first. */
export const warningsOf = (
  model: Model,
  { journal, findings, strangers }: { journal: Journal; findings: Finding[]; strangers: Stranger[] },
): Warning[] => [
  ...journal.refusals.map(({ directive, enforced }): Warning => ({ kind: enforced ? 'blocked' : 'reported', about: directive })),
  ...findCopies(),
  ...findRivals(),
  ...strangers
    .filter(({ number }) => model.tracking.has(number))
    .map(({ number, element }): Warning => ({ kind: 'cached', about: number, element })),
  ...interferences(journal, 'overwrites', 'overwritten'),
  ...(journal.fights ? [{ kind: 'fight' as const, about: String(journal.fights) }] : []),
  ...interferences(journal, 'structured', 'structured'),
  ...journal.faults.map((about): Warning => ({ kind: 'fault', about })),
  ...findPictures(model, journal, findings),
  ...strangers
    .filter(({ number }) => !model.tracking.has(number))
    .map(({ number, element }): Warning => ({ kind: 'stranger', about: number, element, add: number })),
  ...frames(),
]

const interferences = ({ interferences }: Journal, what: string, kind: 'overwritten' | 'structured'): Warning[] =>
  interferences
    .filter((one) => one.what === what)
    .map(({ script, text }) => ({ kind, about: [kind === 'structured' && text, script].filter(Boolean).join(', ') }))

/** Frames of other sites, into which nobody can look. */
const frames = (): Warning[] => {
  const all = [...document.querySelectorAll('iframe')].filter((frame) => {
    try {
      return !frame.contentDocument && frame.clientWidth * frame.clientHeight > 2500
    } catch {
      return true
    }
  })
  return all[0] ? [{ kind: 'frames', about: String(all.length), element: all[0] }] : []
}
