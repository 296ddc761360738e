import type { PreviewSample, PreviewSlot, PreviewTryAnswer, PreviewTryRequest } from '../../edge/preview/previewContract.ts'
import { askEdge, pageAddress } from './askEdge.ts'
import { wishOf } from './choice.ts'
import type { Model, Slot } from './model.ts'

/** As many slots as one request may have. */
const MOST_SLOTS = 16

/** The question whose answer is on show; a new choice asks a new one. */
let running: { key: string; answer: Promise<PreviewSample | undefined> } | undefined

/** Samples for the slots that the core wants, by the present choice; nothing where the edge is silent. */
export const sampleFor = async (
  model: Model,
  { slots, consent }: { slots: Slot[]; consent: 'full' | 'none' },
): Promise<PreviewSlot[] | undefined> => {
  for (const slot of slots) {
    const known = model.settings.targets.some((one) => typeof one !== 'string' && one.slot === slot.slot && one.e164 === slot.target)
    if (!known) model.asked.set(slot.slot!, slot)
  }
  const sample = await askOnce(model, consent)
  const find = () => slots.map(({ slot }) => model.sample?.slots.find((one) => one.slot === slot))
  const missing = slots.filter((_, index) => !find()[index])
  if (sample && missing.length) {
    const more = await ask(model, { ...wishOf(model.choice, pageAddress()), consent, slots: missing })
    // Meanwhile another choice may be on show.
    if (more && model.sample === sample) {
      const trace = [...sample.trace, ...more.trace.filter(({ slot }) => slot)]
      model.sample = { ...sample, slots: [...sample.slots, ...more.slots], trace }
      running!.answer = Promise.resolve(model.sample)
      keep(model)
    }
  }
  return sample && find().filter((one) => one !== undefined)
}

/** Asks for all targets, once a choice. */
export const askOnce = (model: Model, consent: 'full' | 'none'): Promise<PreviewSample | undefined> => {
  const wish = { ...wishOf(model.choice, pageAddress()), consent }
  const key = JSON.stringify(wish)
  if (running?.key === key) return running.answer
  const targets = model.settings.targets.flatMap((one) => (typeof one === 'string' ? [] : [{ target: one.e164, slot: one.slot }]))
  const slots = [...targets, ...model.asked.values()].slice(0, MOST_SLOTS)
  const answer = ask(model, { ...wish, ...(slots[0] && { slots }) }).then((sample) => {
    if (running?.key === key) {
      model.sample = sample
      if (sample) model.edge = 'answered'
      // What failed may be asked again.
      else running = undefined
      keep(model)
    }
    return sample
  })
  running = { key, answer }
  return answer
}

/** What was answered is over: the next question is asked whatever it is. */
export const askAnew = (): void => {
  running = undefined
}

const ask = async (model: Model, wish: Partial<PreviewTryRequest>): Promise<PreviewSample | undefined> => {
  const answer = await askEdge<PreviewTryAnswer>(model.settings, 'try', wish)
  if (answer?.reason === 'sample') return answer
  model.edge = answer?.reason ?? 'silent'
  return undefined
}

const keep = (model: Model): void => {
  for (const { number } of model.sample?.slots ?? []) if (number) model.samples.add(number.e164)
  model.changed()
}
