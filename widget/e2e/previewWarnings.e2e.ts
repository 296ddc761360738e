import { describe, expect, test } from 'vitest'
import type { WarningKind } from '../preview/checks/warning.ts'
import { wordsIn } from '../preview/words/words.ts'
import { LINK, openRoots, panelOf, speak } from './preview.ts'
import type { PageSpec, Visit } from './visit.ts'
import { settled, useBrowser, visit, waitForText } from './visit.ts'

useBrowser()

const page = (inside: string, head = '') =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Shop</title>${head}{{SCRIPT}}</head><body><a id="a" href="tel:+74951234567">8 (495) 123-45-67</a>${inside}</body></html>`

interface Case extends Partial<PageSpec> {
  kind: WarningKind
  html: string
  /** What the warning is about. */
  about: string | RegExp
}

/** A style sheet or a picture with the number as a picture has it. */
const PIXEL = 'data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7'

const CASES: Case[] = [
  { kind: 'copies', html: page('{{SCRIPT}}'), about: /pk_demo\.js, .*pk_demo\.js/ },
  {
    kind: 'google',
    html: page(
      `<script>dataLayer = []; (function () { dataLayer.push(arguments) })('config', 'AW-1/x', { phone_conversion_number: '8 (495) 123-45-67' })</script>`,
    ),
    about: '',
  },
  { kind: 'rival', html: page('<script>Comagic = { getPhones() {} }</script>'), about: 'CoMagic / UIS' },
  { kind: 'rival', html: page('<script async src="https://cdn.callrail.com/companies/1/k/12/swap.js"></script>'), about: 'CallRail' },
  { kind: 'cached', html: page('<p>8 (812) 765-43-21</p>'), preview: { tracking: ['+78127654321'] }, about: '+78127654321' },
  { kind: 'picture', html: page(`<img width="90" height="20" alt="Call 8 (495) 123-45-67" src="${PIXEL}">`), about: '+74951234567' },
  { kind: 'picture', html: page('<img width="90" height="20" alt="" src="/img/84951234567.png">'), about: '+74951234567' },
  {
    kind: 'drawn',
    html: page(`<canvas id="c"></canvas><button onclick="c.getContext('2d').fillText('8 (495) 123-45-67', 9, 9)">draw</button>`),
    about: '+74951234567',
  },
  { kind: 'canvas', html: page('<canvas width="200" height="50"></canvas>'), about: '1' },
  { kind: 'style', html: page('<i></i>', '<style>i::before { content: "8 (495) 123-45-67" }</style>'), about: '+74951234567' },
  { kind: 'style', html: page('<i></i>', '<style>i { background-image: url(/84951234567.png) }</style>'), about: '+74951234567' },
  {
    kind: 'blocked',
    html: page(''),
    headers: { 'Content-Security-Policy': `default-src 'self' 'unsafe-inline'; script-src {{EDGE}} 'unsafe-inline'; connect-src 'self'` },
    about: 'connect-src',
  },
  {
    kind: 'reported',
    html: page(''),
    headers: { 'Content-Security-Policy-Report-Only': `connect-src 'self'` },
    about: 'connect-src',
  },
  { kind: 'stranger', html: page('<p>Warehouse: 8 (495) 765-43-21</p>'), about: '+74957654321' },
  {
    kind: 'structured',
    html: page(
      `<script type="application/ld+json" id="ld">{"telephone":"+7-495-123-45-67"}</script><script>addEventListener('load', () => { ld.textContent = '{"telephone":"+7-812-765-43-21"}' })</script>`,
    ),
    about: '78127654321',
  },
  {
    kind: 'structured',
    html: page(
      `<i itemprop="telephone" id="item">+7 495 123-45-67</i><script>const t = setInterval(() => { if (document.querySelector('rotary-preview')) { item.textContent = '+7 812 765-43-21'; clearInterval(t) } }, 20)</script>`,
    ),
    about: /78127654321, http:\/\/localhost:\d+\/:1/,
  },
  {
    kind: 'overwritten',
    html: page(
      `<script>const t = setInterval(() => { if (/499/.test(a.textContent)) { a.textContent = '8 (800) 000-00-00'; clearInterval(t) } }, 20)</script>`,
    ),
    about: /localhost:\d+\/:1$|localhost:\d+\/:\d+/,
  },
  {
    kind: 'fight',
    html: page(
      `<script>new MutationObserver(() => { if (!/495/.test(a.textContent)) a.textContent = '8 (495) 123-45-67' }).observe(a, { childList: true, characterData: true, subtree: true })</script>`,
    ),
    about: '1',
  },
  {
    kind: 'fault',
    html: page('').replace(
      '{{SCRIPT}}',
      `<script>window.rotary = function () { (rotary.q ||= []).push(arguments) }; rotary('on', 'before-swap', () => { throw new Error('no such price') })</script>{{SCRIPT}}`,
    ),
    about: 'Error: no such price',
  },
  { kind: 'frames', html: page('<iframe width="200" height="100" src="{{EDGE}}/frame"></iframe>'), about: '1' },
]

async function preview(
  spec: Partial<PageSpec> & { html: string },
  language = 'en',
): Promise<Visit & { panel: ReturnType<typeof panelOf> }> {
  const one = await visit({
    path: `/${LINK}`,
    ...spec,
    before: async (page) => {
      await openRoots(page)
      await speak(page, language)
      // Other people's scripts are only asked for.
      await page.route(/cdn\.callrail\.com/, (route) => route.fulfill({ contentType: 'text/javascript', body: '' }))
    },
  })
  return { ...one, panel: panelOf(one.page) }
}

/** Each warning in one of the languages; the soak run sees both. */
const isSeen = (language: string, index: number) => process.env['ROTARY_SOAK'] !== undefined || (index % 2 === 0) === (language === 'en')

describe.each(['en', 'ru'] as const)('in %s the panel warns', (language) => {
  test.each(CASES.map((one, index) => [`${one.kind} ${index}`, one] as const).filter((_, index) => isSeen(language, index)))(
    '%s',
    async (_, { kind, about, ...spec }) => {
      const { edge, page, panel, troubles } = await preview(spec, language)
      await panel.waitFor()
      if (kind === 'drawn') await page.getByRole('button', { name: 'draw' }).click()
      const warning = panel.locator(`[data-warning=${kind}]`).first()
      await warning.waitFor()
      const said = await warning.innerText()
      const [before, after] = wordsIn(language).warnings[kind]('\0').split('\0')
      expect(said).toContain(before!.trim())
      expect(said).toContain((after ?? '').trim())
      expect(said).toMatch(typeof about === 'string' ? new RegExp(about.replace(/[+.()/]/g, '\\$&')) : about)
      expect(edge.of('/v1/leases')).toEqual([])
      expect(troubles.filter((one) => !/no such price/.test(one))).toEqual([])
    },
  )
})

test('a page where all is well has no warning', async () => {
  const { page, panel, troubles } = await preview({ html: wellMade() })
  await panel.getByText('Nothing is amiss.').waitFor()
  await settled(page)
  expect(await panel.locator('[data-warning]').count()).toBe(0)
  expect(troubles).toEqual([])
})
const wellMade = () =>
  page(
    `<script type="application/ld+json">{"telephone":"+7-495-123-45-67"}</script><p>23.11.2026, 12:30. 1 000 000</p><img alt="A house" src="${PIXEL}">`,
  )

test('under a policy that lets nothing out, the page stays as visitors see it, and nothing but the link is asked', async () => {
  const { edge, page, panel } = await preview(CASES.find(({ kind }) => kind === 'blocked')!)
  await panel.locator('[data-warning=blocked]').waitFor()
  expect(await page.textContent('#a')).toBe('8 (495) 123-45-67')
  expect(edge.of('/v1/').map(({ path }) => path)).toEqual(['/v1/previews/open.js'])
})

test('under such a policy a bad link shows nothing either', async () => {
  const spec = CASES.find(({ kind }) => kind === 'blocked')!
  const { edge, page, troubles } = await preview({ ...spec, preview: { open: () => ({ reason: 'revoked' }) } })
  await edge.until('/v1/previews/open.js')
  await settled(page)
  expect(await page.locator('rotary-preview').count()).toBe(0)
  expect(troubles).toEqual([])
})

describe('a number that looks like the company’s own', () => {
  const html = page('<p id="s">Warehouse: 8 (495) 765-43-21</p>')

  test('becomes a target by one click, where the link allows it, and is shown swapped', async () => {
    const { page, panel, edge, troubles } = await preview({ html })
    await panel.getByRole('button', { name: 'Make it a target' }).click()
    await panel.getByRole('status').getByText('+74957654321 is a target now.').waitFor()
    await waitForText(page, 'Warehouse: 8 (499) 000-00-01')
    expect(edge.of('/v1/previews/targets')).toHaveLength(1)
    await panel.locator('[data-warning=stranger]').waitFor({ state: 'detached' })
    expect(troubles).toEqual([])
  })

  test('is only named where the link does not', async () => {
    const { panel } = await preview({ html, preview: { open: (answer) => ({ ...answer, canAdd: false }) } })
    await panel.locator('[data-warning=stranger]').waitFor()
    await panel.getByText('make a link with an admin key that allows it').waitFor()
    expect(await panel.getByRole('button', { name: 'Make it a target' }).count()).toBe(0)
  })

  test('says why it was refused', async () => {
    const { panel } = await preview({ html, preview: { target: () => ({ reason: 'refused', problem: 'That is a number of yours.' }) } })
    await panel.getByRole('button', { name: 'Make it a target' }).click()
    await panel.getByRole('status').getByText('It was not added. That is a number of yours.').waitFor()
  })
})
