import { guard } from '../../browser/guard.ts'
import { warningsOf } from '../checks/warningsOf.ts'
import { classify } from '../classify.ts'
import { forget } from '../forget.ts'
import type { Model } from '../model.ts'
import { rotaryOf } from '../model.ts'
import type { Journal } from '../page/journal.ts'
import { linesOf } from '../page/linesOf.ts'
import { strangersOf } from '../page/strangersOf.ts'
import type { Finding } from '../page/survey.ts'
import { survey } from '../page/survey.ts'
import { askOnce } from '../sampleFor.ts'
import { languageOf, wordsIn } from '../words/words.ts'
import { makeControls } from './controls.ts'
import { listNumbers } from './listNumbers.ts'
import { listTrace } from './listTrace.ts'
import { listWarnings } from './listWarnings.ts'
import { make } from './make.ts'
import { recall, remember } from './memory.ts'
import { movable } from './movable.ts'
import { createOutlines } from './outlines.ts'
import { seat } from './seat.ts'
import { createSection } from './section.ts'
import { STYLES } from './styles.ts'
import { whenEscaped } from './whenEscaped.ts'

/** Milliseconds in which changes are gathered. */
const GATHER = 120
/** On a page that changes all the time, one part of it is spent on looking. */
const SHARE = 8
/** What matters of elements' attributes. */
const WATCHED = ['href', 'title', 'alt', 'aria-label', 'placeholder', 'value', 'content', 'src', 'open', 'hidden', 'data-rotary-ignore']

/** Puts the panel on the page, and keeps it true to what happens there. */
export const showPanel = (model: Model, journal: Journal): void => {
  const language = languageOf(navigator.language)
  const words = wordsIn(language)
  const stand = recall()
  const host = document.createElement('rotary-preview')
  const root = host.attachShadow({ mode: 'closed' })
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(STYLES)
  root.adoptedStyleSheets = [sheet]

  const layer = make('div', { 'aria-hidden': 'true' })
  const outlines = createOutlines(layer, { badge: words.sample, stops: model.stops })
  const grip = make('button', { type: 'button', class: 'move', title: words.move, 'aria-label': words.move }, '✥')
  const fold = make('button', { type: 'button', 'aria-controls': 'body', onclick: () => setFolded(!stand.folded) })
  const close = make('button', { type: 'button', title: words.close, 'aria-label': words.close, onclick: () => end() }, '✕')
  const header = make('header', {}, make('h2', {}, `${words.title} · ${model.opened.site.name}`), grip, fold, close)
  const status = make('p', { class: 'status', role: 'status' })
  const outline = make('input', { type: 'checkbox', name: 'outlines', onchange: () => keep({ outlined: outline.checked }) })
  outline.checked = stand.outlined
  const before = make('button', { type: 'button', 'aria-pressed': 'false', onclick: () => showBefore(!model.before) }, words.before)
  const numbers = createSection('numbers', true)
  const trace = createSection('trace', false)
  const warnings = createSection('warnings', true)
  const until = new Date(model.opened.expiresAt).toLocaleTimeString(language, { hour: '2-digit', minute: '2-digit' })
  const body = make(
    'div',
    { class: 'body', id: 'body', tabindex: 0, role: 'group', 'aria-label': words.title },
    status,
    makeControls(model, words, language),
    make('p', { class: 'tools' }, make('label', { class: 'check' }, outline, words.outlines), before),
    warnings.element,
    numbers.element,
    trace.element,
    make('p', { class: 'muted' }, words.until(until)),
  )
  const panel = make('aside', { class: 'panel', lang: language, 'aria-label': words.title }, header, body)
  root.append(layer, panel)
  const settle = movable(panel, { header, grip, stand })

  const keep = (change: Partial<typeof stand>) => {
    Object.assign(stand, change)
    remember(stand)
    refresh()
  }
  const setFolded = (folded: boolean) => {
    panel.classList.toggle('folded', folded)
    fold.setAttribute('aria-expanded', String(!folded))
    fold.setAttribute('aria-label', folded ? words.unfold : words.fold)
    fold.textContent = folded ? '▲' : '▼'
    keep({ folded })
    settle()
  }
  const showBefore = (wanted: boolean) => {
    model.before = wanted
    if (wanted) rotaryOf()?.restore()
    else rotaryOf()?.refresh()
    model.changed()
  }
  let pause = GATHER
  let findings: Finding[] = []
  /** As the page is now: it may have been rendered anew since the list was made. */
  const show = (slot: string, index: number) => {
    const finding = findings.filter((one) => one.slot === slot)[index]
    if (finding) outlines.mark(finding.element)
  }
  const said = () => (model.notice === 'undialled' ? words.undialled : model.notice)
  const refresh = guard(() => {
    seat(host)
    const begun = performance.now()
    const lines = [...linesOf(document)]
    findings = survey(model, { journal, lines })
    const strangers = strangersOf(model, lines)
    void classify(model, strangers)
    const found = warningsOf(model, { journal, findings, strangers })
    const swapped = findings.filter((one) => one.swapped).length
    const state = said() || words.states[model.edge] || words.found(swapped, findings.length - swapped)
    if (status.textContent !== state) status.textContent = state
    status.classList.toggle('over', /^(expired|foreign|tampered|revoked)$/.test(model.edge))
    before.setAttribute('aria-pressed', String(model.before))
    numbers.fill(words.numbers, listNumbers(model, { findings, words, show }))
    trace.fill(words.trace, listTrace(model, { journal, findings, words, language }))
    warnings.fill(words.warningsTitle(found.length), listWarnings(model, { warnings: found, words, show: outlines.mark, say }))
    outlines.draw(stand.outlined ? findings : [])
    pause = Math.max(GATHER, (performance.now() - begun) * SHARE)
  })
  const say = (text: string) => {
    model.notice = text
    refresh()
  }
  let timer: ReturnType<typeof setTimeout> | undefined
  const soon = () => {
    timer ??= setTimeout(() => {
      timer = undefined
      refresh()
    }, pause)
  }
  const observer = new MutationObserver(soon)
  const end = guard(() => {
    clearTimeout(timer)
    observer.disconnect()
    host.remove()
    rotaryOf()?.stop()
    for (const stop of model.stops) guard(stop)()
    forget()
  })
  model.onChange(soon)
  model.stops.push(whenEscaped(root, end))
  for (const type of ['resize', 'orientationchange']) {
    addEventListener(type, settle)
    model.stops.push(() => removeEventListener(type, settle))
  }
  seat(host)
  setFolded(stand.folded)
  observer.observe(document, { subtree: true, childList: true, characterData: true, attributeFilter: WATCHED })
  if (!model.blocked) void askOnce(model, 'full')
  else model.edge = 'silent'
  model.changed()
}
