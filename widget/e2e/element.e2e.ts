import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import type { ParsedLeaseRequest } from '../../edge/contract.ts'
import { bundleForBrowser } from '../../edge/dev/examples/bundleExample.ts'
import { bundles } from './bundle.ts'
import { SECOND_NUMBER } from './standInEdge.ts'
import { expectRequests, settled, useBrowser, visit } from './visit.ts'

useBrowser()
let element: string
beforeAll(async () => {
  ;[element] = await Promise.all([bundleForBrowser(join(import.meta.dirname, '../element.ts')), bundles()])
})

const page = (body: string, order = `<script type="module">${element}</script>{{SCRIPT}}`) =>
  `<!doctype html><html><head><meta charset="utf-8">${order}</head><body>${body}</body></html>`

describe('<rotary-number>', () => {
  test('becomes a link in the pattern of what it held, and again what it held when all is restored or it leaves', async () => {
    const one = await visit({ html: page('<rotary-number target="+74951234567"><b>8 (495)</b> 123-45-67</rotary-number><p id="p"></p>') })
    await one.page.waitForFunction(() => document.querySelector('rotary-number a')?.getAttribute('href') === 'tel:+78127654321')
    expect(await one.page.innerHTML('rotary-number')).toBe('<a href="tel:+78127654321">8 (812) 765-43-21</a>')
    await one.page.evaluate('rotary.restore()')
    expect(await one.page.innerHTML('rotary-number')).toBe('<b>8 (495)</b> 123-45-67')
    await one.page.evaluate(`rotary.refresh(); p.append(document.querySelector('rotary-number'))`)
    await one.page.waitForFunction(() => document.querySelector('#p rotary-number a')?.textContent === '8 (812) 765-43-21')
    const [kept] = (await one.page.evaluate(
      `(() => { const one = document.querySelector('rotary-number'); one.remove(); return [one.innerHTML] })()`,
    )) as string[]
    expect(kept).toBe('<b>8 (495)</b> 123-45-67')
    expect(one.troubles).toEqual([])
  })

  test('its attributes are a slot and a destination, and it follows them when they change', async () => {
    const one = await visit({
      lease: (request, answer) => ({
        ...answer,
        slots: answer.slots.map((slot, index) => (request.slots[index]!.slot === 'two' ? { ...slot, number: SECOND_NUMBER } : slot)),
      }),
      html: page(
        '<rotary-number target="+74951234567" slot-name="one" forward-to="+79991112233" sig="abc" exp="4102444800"></rotary-number>',
      ),
    })
    await one.page.waitForFunction(() => document.querySelector('rotary-number a')?.getAttribute('href') === 'tel:+78127654321')
    await one.page.evaluate(`document.querySelector('rotary-number').setAttribute('slot-name', 'two')`)
    await one.page.waitForFunction(() => document.querySelector('rotary-number a')?.getAttribute('href') === 'tel:+73431112233')
    const asked = one.edge.of('/v1/leases').flatMap(({ body }) => (body as ParsedLeaseRequest).slots)
    expect(asked).toContainEqual(expect.objectContaining({ slot: 'one', forwardTo: '+79991112233', sig: 'abc', exp: 4102444800 }))
    expect(one.troubles).toEqual([])
  })

  test.each([
    ['before the script', () => `<script type="module">${element}</script>{{SCRIPT}}`],
    ['after the script', () => `{{SCRIPT}}<script type="module">${element}</script>`],
  ])('works when it is defined %s', async (_when, order) => {
    const one = await visit({ html: page('<rotary-number target="+74951234567">+7 495 123 45 67</rotary-number>', order()) })
    await one.page.waitForFunction(() => document.querySelector('rotary-number a')?.textContent === '+7 812 765 43 21')
    expect(one.troubles).toEqual([])
  })

  test('follows what beacons say: its time passes, it is kept, replaced, gone; and comes again after restore', async () => {
    const link = (digits: string) => `<a href="tel:${digits}">`
    let say: 'reset' | 'kept' | 'replaced' | 'gone' = 'reset'
    const one = await visit({
      before: (page) => page.clock.install(),
      beacon: (_request, answer) =>
        say === 'reset'
          ? say
          : {
              ...answer,
              slots: answer.slots.map((slot) => ({ ...slot, status: say as 'gone', ...(say === 'replaced' && { number: SECOND_NUMBER }) })),
            },
      html: page('<rotary-number target="+74951234567">8 (495) 123-45-67</rotary-number>'),
    })
    const { page: tab } = one
    const shows = (text: string) =>
      tab.waitForFunction((wanted) => document.querySelector('rotary-number')!.innerHTML.startsWith(wanted), text)
    await shows(link('+78127654321'))
    // Beacons are lost, the time of 75 s passes.
    await tab.clock.runFor(76_000)
    await shows('8 (495) 123-45-67')
    expect(await tab.evaluate(`rotary.number('+74951234567')`)).toEqual({ shared: false, reason: 'unavailable' })
    say = 'kept'
    await tab.clock.runFor(31_000)
    await shows(link('+78127654321'))
    await tab.evaluate('rotary.restore()')
    await shows('8 (495) 123-45-67')
    say = 'replaced'
    await expectRequests(one, { action: () => tab.clock.runFor(31_000), expected: ['/v1/beacons'] })
    await shows('8 (495) 123-45-67')
    await tab.evaluate('rotary.refresh()')
    await shows(link('+73431112233'))
    say = 'gone'
    await tab.clock.runFor(31_000)
    await shows('8 (495) 123-45-67')
    expect(await tab.evaluate(`rotary.number('+74951234567')`)).toEqual({ shared: false, reason: 'exhausted' })
    expect(one.troubles).toEqual([])
  })

  test('whose remembered number has passed its time takes what the edge says now', async () => {
    const one = await visit({ before: (page) => page.clock.install(), html: page('<rotary-number target="+74951234567"></rotary-number>') })
    await one.page.waitForFunction(() => document.querySelector('rotary-number a')?.getAttribute('href') === 'tel:+78127654321')
    await one.page.clock.fastForward(600_000)
    one.edge.behaviour.lease = (_request, answer) => ({ ...answer, slots: [{ ...answer.slots[0]!, number: SECOND_NUMBER }] })
    await expectRequests(one, { action: () => one.page.reload(), expected: ['/v1/leases'] })
    await one.page.waitForFunction(() => document.querySelector('rotary-number a')?.getAttribute('href') === 'tel:+73431112233')
    expect(one.troubles).toEqual([])
  })

  test('without a number it stays what it was', async () => {
    const one = await visit({
      lease: (_request, answer) => ({
        ...answer,
        reason: 'exhausted',
        slots: answer.slots.map(({ target, slot }) => ({ target, slot, reason: 'exhausted', shared: false })),
      }),
      html: page('<rotary-number target="+74951234567">8 (495) 123-45-67</rotary-number>'),
    })
    await one.edge.until('/v1/leases')
    await settled(one.page)
    expect(await one.page.innerHTML('rotary-number')).toBe('8 (495) 123-45-67')
    expect(one.troubles).toEqual([])
  })
})
