import { beforeEach, expect, test } from 'vitest'
import type { PreviewOpened } from '../../../edge/preview/previewContract.ts'
import type { Settings } from '../../config.ts'
import type { Model } from '../model.ts'
import { createModel } from '../model.ts'
import type { Kept } from './whyKept.ts'
import { whyKept } from './whyKept.ts'

const SLOT = '+74951234567'
let model: Model
beforeEach(() => {
  model = createModel({ targets: [], beforeConsent: 'nothing' } as unknown as Settings, {} as PreviewOpened, false)
  model.edge = 'answered'
})

const ask = (html: string, attribute?: string, vetoed = false) => {
  document.body.innerHTML = html
  const element = document.querySelector('#n')!
  return whyKept(model, {
    line: { places: [], text: '', element, ...(attribute && { attribute }) },
    entry: vetoed ? ({ vetoed } as never) : undefined,
    slot: SLOT,
  })
}

test.each<[Kept, string, string?]>([
  ['structured', '<script id="n" type="application/ld+json"></script>'],
  ['picture', '<img id="n" alt="">', 'src'],
  ['head', '<meta id="n" name="description">', 'content'],
  ['itemprop', '<meta id="n" itemprop="telephone">', 'content'],
  ['itemprop', '<span itemprop="telephone"><b id="n"></b></span>'],
  ['field', '<input id="n">', 'placeholder'],
  ['field', '<input id="n" type="text">', 'value'],
  ['shadow', '<input id="n" type="button">', 'value'],
  ['field', '<div contenteditable><p id="n"></p></div>'],
  ['ignored', '<div data-rotary-ignore><p id="n"></p></div>'],
  ['href-only', '<a data-rotary-href-only id="n"></a>'],
  ['unwatched', '<p id="n"></p>'],
])('%s: %s', (why, html, attribute) => {
  expect(ask(html, attribute)).toBe(why)
})

test.each<[Kept, (model: Model) => void]>([
  ['outside', (model) => void (model.settings.root = 'footer')],
  ['before', (model) => void (model.before = true)],
  ['consent', (model) => void (model.choice.noConsent = true)],
  ['silent', (model) => void (model.edge = 'silent')],
  ['asking', (model) => void (model.edge = 'asking')],
  ['refused', (model) => void (model.edge = 'expired')],
  ['exhausted', (model) => void (model.sample = { slots: [{ slot: SLOT, status: 'exhausted' }] } as never)],
  ['lazy', (model) => void (model.settings.lazy = true)],
])('%s, where the place is a usual one', (why, change) => {
  change(model)
  expect(ask('<p id="n"></p>')).toBe(why)
})

test('a veto of the page is told only where there is a number', () => {
  expect(ask('<p id="n"></p>', undefined, true)).toBe('vetoed')
  model.edge = 'silent'
  expect(ask('<p id="n"></p>', undefined, true)).toBe('silent')
})
