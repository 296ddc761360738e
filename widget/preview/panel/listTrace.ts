import type { Model } from '../model.ts'
import type { Journal } from '../page/journal.ts'
import type { Finding } from '../page/survey.ts'
import type { Language, PanelWords } from '../words/words.ts'
import { make } from './make.ts'

/** What was decided and why, in words: by the edge of the visit and of each slot, then on the page. */
export const listTrace = (
  model: Model,
  { journal, findings, words, language }: { journal: Journal; findings: Finding[]; words: PanelWords; language: Language },
): HTMLElement[] => {
  const { sample, edge, settings } = model
  if (edge !== 'answered' && edge !== 'asking')
    return [make('p', {}, edge === 'silent' ? words.silent(settings.timeout) : words.states[edge])]
  const trace = sample?.trace ?? []
  if (!trace.length) return [make('p', { class: 'muted' }, words.noTrace)]
  const slots = [...new Set(trace.map(({ slot }) => slot))]
  const decided = slots.flatMap((slot) => {
    const steps = trace.filter((step) => step.slot === slot).map((step) => make('li', { 'data-step': step.step }, step.words[language]))
    const formats = slot === undefined ? [] : formatsOf(findings, slot, words)
    return [slot !== undefined && make('h3', { class: 'target' }, slot), make('ol', {}, ...steps, ...formats)]
  })
  const hooks = findings.some(({ swapped, kept }) => swapped?.writing === 'hook' || kept === 'vetoed')
  const scripts = journal.interferences.flatMap(({ what, script, times }) =>
    what === 'overwrites' ? [words.overwrittenBy(script, times)] : what === 'hook' && hooks ? [words.hookBy(script)] : [],
  )
  return [...decided.filter((one) => one !== false), ...scripts.map((text) => make('p', { class: 'warning' }, text))]
}

const formatsOf = (findings: Finding[], slot: string, words: PanelWords): HTMLElement[] => {
  const texts = findings.flatMap(({ swapped, slot: own }) =>
    own === slot && swapped && swapped.writing !== 'link'
      ? [`${words.writings[swapped.writing]}${swapped.mask ? ` ${swapped.mask}` : ''}`]
      : [],
  )
  return [...new Set(texts)].map((text) => make('li', { 'data-step': 'format' }, `${words.format}: ${text}.`))
}
