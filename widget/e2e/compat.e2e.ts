import { beforeAll, describe, expect, test } from 'vitest'
import type { ParsedLeaseRequest } from '../../edge/contract.ts'
import { bundles } from './bundle.ts'
import { GIVEN, SECOND_NUMBER } from './standInEdge.ts'
import { settled, useBrowser, visit, waitForText } from './visit.ts'

useBrowser()
beforeAll(async () => {
  await bundles()
})

/** Mango's own loader, as sites have it: only the address is another. */
const MANGO = `<script>
(function(w,d,u,i,o,s,p){ if(d.getElementById(i))return; w['MangoObject']=o; w[o]=w[o]||function(){(w[o].q=w[o].q||[]).push(arguments)};
 w[o].u=u; w[o].t=1*new Date(); s=d.createElement('script'); s.async=1; s.id=i; s.src=u; p=d.getElementsByTagName('script')[0]; p.parentNode.insertBefore(s,p);
}(window,document,'{{EDGE}}/rotary-mango.js?site=pk_demo','mango-js','mgo'));`
const page = (body: string) => `<!doctype html><html><head><meta charset="utf-8"></head><body>${body}</body></html>`

describe('a site that comes from Mango Office', () => {
  test('its listed elements are swapped, nothing else, and its parameters travel along', async () => {
    const one = await visit({
      html: page(`<p id="a" class="mgo-number">8 (495) 123-45-67</p><p id="b">8 (495) 123-45-67</p><p id="c" class="mgo-number"></p>
        ${MANGO} mgo({calltracking:{id:13664, elements:[{selector:'.mgo-number'}], domain:'site.ru', customParam:'user=42&plan=basic'}});</script>`),
    })
    await waitForText(one.page, '765-43-21')
    await one.page.waitForFunction(() => document.getElementById('c')!.textContent === '8 (812) 765-43-21')
    await settled(one.page)
    expect(await one.page.textContent('#a')).toBe('8 (812) 765-43-21')
    expect(await one.page.textContent('#b')).toBe('8 (495) 123-45-67')
    expect(one.edge.of('/v1/leases').map(({ body }) => (body as ParsedLeaseRequest).params)).toContainEqual({ user: '42', plan: 'basic' })
    expect(one.troubles).toEqual([])
  })

  test('a number that is named by its digits is swapped wherever it stands', async () => {
    const one = await visit({
      html: page(`<p id="a">+7 495 123 45 67</p><p id="b">(212) 555-0100</p>
        ${MANGO} mgo({calltracking:{id:1, elements:[{numberText:'74951234567'}]}});</script>`),
    })
    await waitForText(one.page, '765 43 21')
    await settled(one.page)
    expect(await one.page.textContent('#b')).toBe('(212) 555-0100')
    const slots = one.edge.of('/v1/leases').flatMap(({ body }) => (body as ParsedLeaseRequest).slots.map(({ target }) => target))
    expect(slots).toEqual(['+74951234567'])
    expect(one.troubles).toEqual([])
  })

  test('getNumber gives each place of its own a number whose calls end where it says', async () => {
    const one = await visit({
      lease: (request, answer) => ({
        ...answer,
        slots: answer.slots.map((slot, index) => ({
          ...slot,
          number: request.slots[index]!.forwardTo === '+79991234567' ? SECOND_NUMBER : GIVEN['+74951234567']!,
        })),
      }),
      html: page(`<p id="a">-</p><p id="b">-</p>
        ${MANGO} mgo(function (mgo) {
          mgo.getNumber({ hash: 'mgo_hash_1', redirectNumber: '79991234567' }, function (result) { if (result) a.textContent = result.number });
          mgo.getNumber({ hash: 'mgo_hash_2', redirectNumber: '89997654321' }, function (result) { if (result) b.textContent = result.number });
        });</script>`),
    })
    await one.page.waitForFunction(() => document.getElementById('b')!.textContent !== '-')
    expect(await one.page.textContent('#a')).toBe('73431112233')
    expect(await one.page.textContent('#b')).toBe('78127654321')
    const asked = one.edge
      .of('/v1/leases')
      .flatMap(({ body }) => (body as ParsedLeaseRequest).slots.map(({ slot, forwardTo }) => [slot, forwardTo]))
    expect(asked).toContainEqual(['mgo_hash_1', '+79991234567'])
    expect(asked).toContainEqual(['mgo_hash_2', '+79997654321'])
    expect(one.troubles).toEqual([])
  })

  test('without a number the callback hears null, and the page keeps its own', async () => {
    const one = await visit({
      lease: (_request, answer) => ({
        ...answer,
        reason: 'exhausted',
        slots: answer.slots.map(({ target, slot }) => ({ target, slot, reason: 'exhausted', shared: false })),
      }),
      html: page(
        `<p id="a">8 495 123-45-67</p>${MANGO} mgo(function (mgo) { mgo.getNumber({ hash: 'x' }, function (result) { window.heard = result }) });</script>`,
      ),
    })
    await one.page.waitForFunction(() => (window as unknown as { heard?: null }).heard === null)
    expect(await one.page.textContent('#a')).toBe('8 495 123-45-67')
    expect(one.troubles).toEqual([])
  })
})

describe('a site that comes from CallRail', () => {
  const TAG = '<script src="{{EDGE}}/rotary-callrail.js" data-rotary-site="pk_demo"></script>'

  test('its page is swapped but for what it kept out, for which no number is taken', async () => {
    const one = await visit({
      html: page(`<p id="a">(212) 555-0100</p><div data-calltrk-noswap><p id="b">8 (495) 123-45-67</p></div>${TAG}`),
    })
    await waitForText(one.page, '(512) 555-0199')
    await settled(one.page)
    expect(await one.page.textContent('#b')).toBe('8 (495) 123-45-67')
    expect(one.edge.of('/v1/leases').flatMap(({ body }) => (body as ParsedLeaseRequest).slots.map(({ target }) => target))).toEqual([
      '+12125550100',
    ])
    expect(one.troubles).toEqual([])
  })

  test('getSwapNumbers answers by the targets as they were given, and leaves out what has no number', async () => {
    const one = await visit({
      html: page(
        `${TAG}<script>CallTrk.getSwapNumbers(['2125550100', '+12125550100', '8005551234'], (map) => { window.map = map })</script>`,
      ),
    })
    await one.page.waitForFunction(() => 'map' in window)
    expect(await one.page.evaluate('map')).toEqual({ '2125550100': '5125550199', '+12125550100': '15125550199' })
    expect(one.troubles).toEqual([])
  })

  test('swap looks again at an element, a selector or the whole page', async () => {
    const one = await visit({
      html: page(`<p>(212) 555-0100</p>${TAG}<script>CallTrk.swap(); CallTrk.swap(document.body); CallTrk.swap('p')</script>`),
    })
    await waitForText(one.page, '(512) 555-0199')
    expect(one.troubles).toEqual([])
  })
})

test.each(['rotary-mango', 'rotary-callrail'])('%s leaves a page as it is where the edge has no such site', async (shim) => {
  const one = await visit({ html: page(`<p id="a">(212) 555-0100</p><script src="{{EDGE}}/${shim}.js?site=../none"></script>`) })
  await settled(one.page)
  expect(await one.page.textContent('#a')).toBe('(212) 555-0100')
  expect(one.troubles).toEqual([])
})
