import type { E164 } from '../../edge/brands.ts'
import type { PreviewTargetAnswer } from '../../edge/preview/previewContract.ts'
import { askEdge } from './askEdge.ts'
import type { Model } from './model.ts'
import { rotaryOf } from './model.ts'
import { replay } from './replay.ts'
import { askAnew } from './sampleFor.ts'

/** Makes a number of the page a target of the site, and shows it at once. Returns why not, or nothing. */
export const addTarget = async (model: Model, e164: E164): Promise<string | undefined> => {
  const answer = await askEdge<PreviewTargetAnswer>(model.settings, 'targets', { e164 })
  if (answer?.reason !== 'added' && answer?.reason !== 'exists')
    return answer?.reason === 'refused' ? answer.problem : (answer?.reason ?? '')
  const { slot, text, format } = answer.target
  const target = { e164: answer.target.e164, slot, ...(text && { text }), ...(format && { format }) }
  model.settings.targets = [...model.settings.targets, target]
  model.opened.targets.push(answer.target)
  askAnew()
  rotaryOf()?.refresh()
  replay(model)
  return undefined
}
