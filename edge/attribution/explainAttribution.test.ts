import { expect, test } from 'vitest'
import type { SessionId, VisitorId } from '../brands.ts'
import type { Attribution, AttributionLabel } from './attribution.ts'
import { explainAttribution } from './explainAttribution.ts'

const anAttribution = (label: AttributionLabel, change: Partial<Attribution> = {}): Attribution => {
  const caller = { session: 'ses_1' as SessionId, visitor: 'vis_1' as VisitorId, share: 0.94, label }
  const other = { session: 'ses_2' as SessionId, visitor: null, share: 0.05, label: 'left-recently' as const }
  return {
    label,
    session: caller.session,
    visitor: caller.visitor,
    confidence: 0.94,
    threshold: 0.7,
    candidates: [caller, other],
    background: 0.01,
    ...change,
  }
}

test.each([
  [
    anAttribution('tap', { confidence: 0.9997 }),
    '99.9 % sure: this visitor tapped the number on the page just before the call. Another candidate: 5 %.',
  ],
  [
    anAttribution('page-open', { session: null, confidence: 0.6, candidates: [] }),
    'Not named: the best candidate had the page with the number open when the call came, but is only 60 % likely where 70 % is asked for.',
  ],
  [
    anAttribution('background', { session: null, background: 0.8 }),
    'Not named: nobody of those who saw the number explains the call (80 % spam or an older visitor).',
  ],
  [
    anAttribution('static', { session: null, source: 'yandex-maps' }),
    'The number stands for the source “yandex-maps”; who called it is not known.',
  ],
])('%#: says why in English', (attribution, words) => {
  expect(explainAttribution(attribution, 'en')).toBe(words)
})

test.each<AttributionLabel>(['tap', 'page-open', 'left-recently', 'region', 'repeat-caller', 'static', 'background'])(
  '%s has words in Russian',
  (label) => {
    expect(explainAttribution(anAttribution(label, { source: 'Яндекс' }), 'ru')).toMatch(/^[А-Я].*\.$/u)
  },
)
