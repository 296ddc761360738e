import { describe, expect, test } from 'vitest'
import { expectRequests, settled, useBrowser, visit, waitForText } from './visit.ts'
import { GIVEN, SECOND_NUMBER } from './standInEdge.ts'

useBrowser()

const DEMO = `<!doctype html><meta charset="utf-8"><title>Окна 8 (495) 123-45-67</title>
<script type="application/ld+json">{"telephone":"+7 495 123-45-67"}</script>
<p id="a">Звоните 8 (495) 123-45-67, доб. 2</p>
<p id="b"><b>+7 (495)</b> <span>123-45-67</span></p>
<a id="c" href="tel:+74951234567">позвонить</a>
<p id="d">US (212) 555-0100</p>
<p id="e">Артикул 1284951234567890</p>
{{SCRIPT}}`

describe('a visit', () => {
  test('swaps every occurrence with two requests and no preflight', async () => {
    const one = await visit({ html: DEMO })
    const { page, edge } = one
    await waitForText(page, '765-43-21')
    expect(await page.textContent('#a')).toBe('Звоните 8 (812) 765-43-21, доб. 2')
    expect(await page.innerHTML('#b')).toBe('<b>+7 (812)</b> <span>765-43-21</span>')
    await expect.poll(() => page.getAttribute('#c', 'href')).toBe('tel:+78127654321')
    expect(await page.textContent('#d')).toBe('US (512) 555-0199')
    expect(await page.textContent('#e')).toBe('Артикул 1284951234567890')
    expect(await page.title()).toBe('Окна 8 (495) 123-45-67')
    expect(await page.textContent('[type="application/ld+json"]')).toContain('+7 495 123-45-67')
    expect(edge.seen.map(({ method, path }) => `${method} ${path}`)).toEqual(['GET /w/pk_demo.js', 'POST /v1/leases'])
    expect(edge.seen[1]!.type).toMatch(/^text\/plain/)
    expect(one.troubles).toEqual([])
  })

  test('keeps the lease by beacons and obeys their answers', async () => {
    const one = await visit({
      html: DEMO,
      before: (page) => page.clock.install(),
      beacon: (_request, answer, nth) =>
        nth === 1
          ? answer
          : {
              ...answer,
              slots: [
                { ...answer.slots[0]!, status: 'replaced', number: SECOND_NUMBER },
                { ...answer.slots[1]!, status: 'gone' },
              ],
            },
    })
    const { page, edge } = one
    await waitForText(page, '765-43-21')
    await expectRequests(one, { action: () => page.clock.runFor(30_000), expected: ['/v1/beacons'], refuted: ['/v1/leases'] })
    expect(edge.of('/v1/beacons')[0]!.body).toMatchObject({ state: 'visible', events: [{ type: 'page' }] })
    expect(await page.textContent('#a')).toContain('765-43-21')
    await page.clock.runFor(30_000)
    await waitForText(page, '111-22-33')
    expect(await page.textContent('#a')).toBe('Звоните 8 (343) 111-22-33, доб. 2')
    expect(await page.textContent('#d')).toBe('US (212) 555-0100')
    expect(one.troubles).toEqual([])
  })

  test('shows the originals once its time has passed without an answer', async () => {
    const one = await visit({ html: DEMO, before: (page) => page.clock.install(), beacon: () => 'hang' })
    await waitForText(one.page, '765-43-21')
    await one.page.clock.runFor(80_000)
    await waitForText(one.page, '123-45-67')
    expect(await one.page.textContent('#a')).toBe('Звоните 8 (495) 123-45-67, доб. 2')
  })

  test('swaps a return page view at once and asks for nothing', async () => {
    const one = await visit({
      html: DEMO,
      pages: {
        '/next':
          '<!doctype html><p id="a">8 495 123 45 67</p><script src="{{EDGE}}/w/pk_demo.js"></script><script>window.seen = document.getElementById("a").textContent</script>',
      },
    })
    await waitForText(one.page, '765-43-21')
    await expectRequests(one, {
      action: () => one.page.goto(`${one.origin}/next`),
      expected: ['/v1/beacons'],
      refuted: ['/v1/leases'],
    })
    expect(one.edge.of('/v1/beacons')[0]!.body).toMatchObject({ state: 'hidden' })
    expect(await one.page.evaluate('seen')).toBe('8 812 765 43 21')
  })

  test('sees a popup that comes later, a tap and a copy', async () => {
    const one = await visit({
      html: `<p>8 495 123-45-67</p><button onclick="document.body.insertAdjacentHTML('beforeend', '<div id=late>+7 <a href=tel:84951234567 onclick=event.preventDefault()>495 123 45 67</a></div>')">x</button>{{SCRIPT}}`,
    })
    const { page, edge } = one
    await waitForText(page, '765-43-21')
    await page.click('button')
    await waitForText(page, '812 765 43 21')
    await expect.poll(() => page.getAttribute('#late a', 'href')).toBe('tel:+78127654321')
    await expectRequests(one, { action: () => page.click('#late a'), expected: ['/v1/beacons'] })
    const body = edge.of('/v1/beacons')[0]!.body as { events: { type: string; slot?: string }[] }
    expect(body.events.map(({ type, slot }) => [type, slot])).toEqual([
      ['page', undefined],
      ['tap', '+74951234567'],
    ])
    expect(one.troubles).toEqual([])
  })

  test('keeps the page as it was where the edge gives nothing', async () => {
    const one = await visit({
      html: DEMO,
      lease: (_request, answer) => ({
        ...answer,
        reason: 'exhausted',
        slots: answer.slots.map(({ number: _, ...slot }) => ({ ...slot, reason: 'exhausted' })),
      }),
    })
    await one.edge.until('/v1/leases')
    await settled(one.page)
    expect(await one.page.textContent('#a')).toBe('Звоните 8 (495) 123-45-67, доб. 2')
    expect(one.troubles).toEqual([])
  })

  test('asks for nothing on a page without a target', async () => {
    const one = await visit({ html: `<p>8 495 000-00-00, ${GIVEN['+74951234567']!.e164}</p>{{SCRIPT}}` })
    await one.edge.until('/w/')
    await one.page.waitForFunction('window.rotary')
    await settled(one.page)
    expect(one.edge.of('/v1/leases')).toEqual([])
  })
})
