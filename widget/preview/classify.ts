import type { E164 } from '../../edge/brands.ts'
import type { PreviewTryAnswer } from '../../edge/preview/previewContract.ts'
import { askEdge } from './askEdge.ts'
import type { Model } from './model.ts'
import type { Stranger } from './page/strangersOf.ts'

const asked = new Set<E164>()

/** Asks once of each number on the page whether it is a tracking number of the company: then a cache holds what some visitor was given. */
export const classify = async (model: Model, strangers: Stranger[]): Promise<void> => {
  const seen = strangers.map(({ number }) => number).filter((number) => !asked.has(number))
  if (!seen.length || model.blocked) return
  for (const number of seen) asked.add(number)
  const answer = await askEdge<PreviewTryAnswer>(model.settings, 'try', { seen })
  if (answer?.reason !== 'sample' || !answer.tracking?.length) return
  for (const number of answer.tracking) model.tracking.add(number)
  model.changed()
}
