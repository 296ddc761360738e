import { describe, expect, test } from 'vitest'
import { GIVEN } from './standInEdge.ts'
import { expectRequests, settled, useBrowser, visit, waitForText } from './visit.ts'

useBrowser()

const page = (body: string, head = '') =>
  `<!doctype html><html><head><meta charset="utf-8">${head}</head><body>${body}{{SCRIPT}}</body></html>`

describe('hooks', () => {
  test('veto, text, HTML and nodes are obeyed, and restored to the byte', async () => {
    const one = await visit({
      html: page(
        `<p id="a">a 8 495 123-45-67 z</p><p id="b">b 8 495 123-45-67 z</p><p id="c">c 8 495 123-45-67 z</p><p id="d">d 8 495 123-45-67 z</p><p id="e">e 8 495 123-45-67 z</p>
        <script>
          window.rotary ||= function () { (rotary.q ||= []).push(arguments) }
          rotary('on', 'before-swap', ({ element, number }) => {
            if (element.id === 'a') return false
            if (element.id === 'b') return { text: 'звоните ' + number.international }
            if (element.id === 'c') return { html: '<b>' + number.national + '</b>' }
            if (element.id === 'd') { const i = document.createElement('i'); i.textContent = number.e164; return i }
          })
          window.before = document.body.innerHTML
        </script>`,
      ),
    })
    await waitForText(one.page, '765-43-21')
    await one.page.waitForSelector('#c b')
    await one.page.waitForSelector('#d i')
    expect(await one.page.textContent('#a')).toBe('a 8 495 123-45-67 z')
    expect(await one.page.textContent('#b')).toBe('b звоните +7 812 765-43-21 z')
    expect(await one.page.innerHTML('#c')).toBe('c <span><b>8 (812) 765-43-21</b></span> z')
    expect(await one.page.innerHTML('#d')).toBe('d <i>+78127654321</i> z')
    expect(await one.page.textContent('#e')).toBe('e 8 812 765-43-21 z')
    await one.page.evaluate('rotary.restore()')
    expect(await one.page.evaluate('document.body.innerHTML.startsWith(before)')).toBe(true)
    expect(one.troubles).toEqual([])
  })

  test('a CustomEvent that is prevented vetoes', async () => {
    const one = await visit({
      html: page(`<p id="a">8 495 123-45-67</p><p id="b">8 495 123-45-67</p>
        <script>document.addEventListener('rotary:before-swap', (e) => { if (e.detail.element.id === 'a') e.preventDefault() })</script>`),
    })
    await waitForText(one.page, '765-43-21')
    expect(await one.page.textContent('#a')).toBe('8 495 123-45-67')
  })

  test('a hook that throws harms nobody', async () => {
    const one = await visit({
      html: page(`<p id="a">8 495 123-45-67</p>
        <script>window.rotary ||= function () { (rotary.q ||= []).push(arguments) }; rotary('on', 'before-swap', () => { throw new Error('x') })</script>`),
    })
    await waitForText(one.page, '765-43-21')
    expect(one.troubles).toEqual([])
  })
})

describe('formats', () => {
  test('masks of the page, a target and an element', async () => {
    const one = await visit({
      settings: {
        targets: [
          { e164: '+74951234567' as never, slot: '+74951234567' },
          { e164: '+12125550100' as never, slot: '+12125550100', format: '{area}.{local:3.4}' },
        ],
      },
      html: page(`<p id="a">8 495 123-45-67</p><p id="b" data-rotary-format="{national}">8 495 123-45-67</p><p id="c">(212) 555-0100</p>
        <script>window.rotary ||= function () { (rotary.q ||= []).push(arguments) }; rotary('config', { format: '+{country} ({area}) {local:3-2-2}' })</script>`),
    })
    await waitForText(one.page, '765-43-21')
    expect(await one.page.textContent('#a')).toBe('+7 (812) 765-43-21')
    expect(await one.page.textContent('#b')).toBe('8 (812) 765-43-21')
    expect(await one.page.textContent('#c')).toBe('512.555.0199')
    expect(one.troubles).toEqual([])
  })

  test('a function', async () => {
    const one = await visit({
      html: page(`<p id="a">8 495 123-45-67</p>
        <script>window.rotary ||= function () { (rotary.q ||= []).push(arguments) }; rotary('config', { format: ({ number }) => number.e164 })</script>`),
    })
    await waitForText(one.page, '+78127654321')
  })
})

describe('methods', () => {
  test('number() asks once, whatever the page shows, and answers again without a request', async () => {
    const one = await visit({ html: page('') })
    await one.page.waitForFunction('window.rotary?.refresh')
    expect(await one.page.evaluate('rotary.number("8 (495) 123-45-67".replace(/^8/, "+7"))')).toEqual({
      number: '+78127654321',
      national: '8 (812) 765-43-21',
      international: '+7 812 765-43-21',
      href: 'tel:+78127654321',
      shared: false,
      reason: 'leased',
    })
    await expectRequests(one, {
      action: () => one.page.evaluate('rotary.number("+74951234567")'),
      refuted: ['/v1/leases'],
    })
    expect(await one.page.evaluate('rotary.number("+74950000000", { slot: "seller 7" })')).toEqual({
      shared: false,
      reason: 'unknown-target',
    })
    expect(one.edge.of('/v1/leases').map(({ body }) => (body as { slots: { slot: string }[] }).slots.map(({ slot }) => slot))).toEqual([
      ['+74951234567'],
      ['+74951234567', 'seller_7'],
    ])
  })

  test('number() says why there is none when the edge is down', async () => {
    const one = await visit({ html: page(''), lease: () => 'reset' })
    await one.page.waitForFunction('window.rotary?.refresh')
    expect(await one.page.evaluate('rotary.number("+74951234567")')).toEqual({ shared: false, reason: 'unavailable' })
    expect(one.troubles).toEqual([])
  })

  test('a page with many targets asks for each of them once, however often it is refreshed', async () => {
    const one = await visit({
      html: page(
        '<p>8 495 200-01-49</p>',
        `<script>window.rotary ||= function () { (rotary.q ||= []).push(arguments) }
        window.wanted = 0
        document.addEventListener('rotary:wanted', () => wanted++)
        rotary('config', { targets: Array.from({ length: 150 }, (_, i) => '+7495200' + String(i).padStart(4, '0')) })</script>`,
      ),
    })
    await one.page.waitForFunction('window.rotary?.refresh')
    for (let i = 0; i < 3; i++) await one.page.evaluate('rotary.refresh()')
    await one.page.waitForFunction('wanted > 0')
    await one.page.evaluate('new Promise((done) => setTimeout(done, 50))')
    const before = Number(await one.page.evaluate('wanted'))
    await one.page.evaluate('rotary.refresh()')
    await one.page.evaluate('new Promise((done) => setTimeout(done, 50))')
    expect(Number(await one.page.evaluate('wanted')) - before).toBe(1)
  })

  test('restore and refresh put all back and again', async () => {
    const one = await visit({
      html: page('<p id="a"><b>8 (495)</b> <i>123-45-67</i></p><a id="b" href="tel:84951234567,5" title="8 495 1234567">x</a>'),
    })
    await waitForText(one.page, '765-43-21')
    await expect.poll(() => one.page.getAttribute('#b', 'href')).toBe('tel:+78127654321,5')
    await expect.poll(() => one.page.getAttribute('#b', 'title')).toBe('8 812 7654321')
    await one.page.evaluate('rotary.restore()')
    expect(await one.page.innerHTML('#a')).toBe('<b>8 (495)</b> <i>123-45-67</i>')
    await expect.poll(() => one.page.getAttribute('#b', 'href')).toBe('tel:84951234567,5')
    await settled(one.page)
    expect(await one.page.innerHTML('#a')).toBe('<b>8 (495)</b> <i>123-45-67</i>')
    await one.page.evaluate('rotary.refresh()')
    await waitForText(one.page, '765-43-21')
  })

  test('stop leaves the page for good', async () => {
    const one = await visit({ html: page('<p id="a">8 495 123-45-67</p>') })
    await waitForText(one.page, '765-43-21')
    await expectRequests(one, { action: () => one.page.evaluate('rotary.stop()'), expected: ['/v1/beacons'] })
    await one.page.evaluate('document.body.insertAdjacentHTML("beforeend", "<p id=b>8 495 123-45-67</p>")')
    await one.page.evaluate('rotary.refresh()')
    await settled(one.page)
    expect(await one.page.textContent('#a')).toBe('8 495 123-45-67')
    expect(await one.page.textContent('#b')).toBe('8 495 123-45-67')
  })

  test('set travels with the lease and as an event', async () => {
    const one = await visit({
      html: page(
        `<p>8 495 123-45-67</p><script>window.rotary ||= function () { (rotary.q ||= []).push(arguments) }; rotary('set', { user: 42 })</script>`,
      ),
    })
    const [lease] = await one.edge.until('/v1/leases')
    expect((lease!.body as { params: object }).params).toEqual({ user: '42' })
  })
})

test('an element that is marked shows the number whatever stands in it', async () => {
  const one = await visit({
    html: page(`<a id="a" data-rotary-target="+74951234567" href="#"><i class="icon"></i>Позвонить</a>
      <b id="b" data-rotary-target="+74951234567" data-rotary-format="{e164}">номер</b>
      <a id="c" data-rotary-target="+74951234567" data-rotary-href-only href="tel:112">Позвонить</a>`),
  })
  await waitForText(one.page, '765-43-21')
  expect(await one.page.innerHTML('#a')).toBe('<i class="icon"></i>8 (812) 765-43-21')
  await expect.poll(() => one.page.getAttribute('#a', 'href')).toBe('tel:+78127654321')
  await expect.poll(() => one.page.textContent('#b')).toBe('+78127654321')
  expect(await one.page.textContent('#c')).toBe('Позвонить')
  await expect.poll(() => one.page.getAttribute('#c', 'href')).toBe('tel:+78127654321')
  await one.page.evaluate('rotary.restore()')
  expect(await one.page.innerHTML('#a')).toBe('<i class="icon"></i>Позвонить')
  expect(await one.page.getAttribute('#a', 'href')).toBe('#')
  expect(one.troubles).toEqual([])
})

describe('consent', () => {
  const settings = { consentRequired: true, beforeConsent: 'nothing' as const }

  test('nothing: nothing is asked or stored before, all in place after', async () => {
    const one = await visit({ settings, html: page('<p id="a">8 495 123-45-67</p>') })
    await one.page.waitForFunction('window.rotary?.refresh')
    await settled(one.page)
    expect(one.edge.of('/v1/leases')).toEqual([])
    expect(await one.page.evaluate('localStorage.length')).toBe(0)
    await one.page.evaluate('rotary.consent({ storage: true })')
    await waitForText(one.page, '765-43-21')
    expect(await one.page.evaluate('localStorage.length')).toBe(1)
    await one.page.reload()
    await waitForText(one.page, '765-43-21')
    expect(one.edge.of('/v1/leases')).toHaveLength(1)
    await one.page.evaluate('rotary.consent({ storage: false })')
    expect(await one.page.textContent('#a')).toBe('8 495 123-45-67')
    expect(await one.page.evaluate('localStorage.rotary')).toBe('{}')
  })

  test('region-only: a number, without click ids and with the host of the referrer only', async () => {
    const one = await visit({
      settings: { ...settings, beforeConsent: 'region-only' },
      path: '/p?gclid=secret#x',
      html: page('<p>8 495 123-45-67</p>'),
    })
    await waitForText(one.page, '765-43-21')
    expect(one.edge.of('/v1/leases')[0]!.body).toMatchObject({ consent: 'region-only', url: `${one.origin}/p` })
    expect(await one.page.evaluate('localStorage.length')).toBe(0)
    await expectRequests(one, { action: () => one.page.evaluate('rotary.consent({ storage: true })'), expected: ['/v1/leases'] })
    expect(one.edge.of('/v1/leases')[1]!.body).toMatchObject({
      consent: 'full',
      url: `${one.origin}/p?gclid=secret#x`,
      session: `ses_0193aabbccddeeff0011223344556677`,
    })
  })

  test('in-memory: all, but nothing stored', async () => {
    const one = await visit({
      settings: { ...settings, beforeConsent: 'in-memory' },
      path: '/?gclid=x',
      html: page('<p>8 495 123-45-67</p>'),
    })
    await waitForText(one.page, '765-43-21')
    expect(one.edge.of('/v1/leases')[0]!.body).toMatchObject({ consent: 'in-memory', url: `${one.origin}/?gclid=x` })
    expect(await one.page.evaluate('localStorage.length')).toBe(0)
  })
})

describe('the second file', () => {
  test('comes only where the settings ask for it', async () => {
    const one = await visit({ html: page('<p>8 495 123-45-67</p>') })
    await waitForText(one.page, '765-43-21')
    await settled(one.page)
    expect(one.edge.of('/rotary-more.js')).toEqual([])
  })

  test('reports copies, navigation and forms', async () => {
    const one = await visit({
      settings: { extras: ['interest', 'navigation', 'forms', 'engagement'], dataLayer: true },
      html: page(
        '<p id="a">8 495 123-45-67</p><form name="order" onsubmit="return false"><input name="phone" value="secret"><button>ok</button></form>',
      ),
    })
    const { page: tab, edge } = one
    await waitForText(tab, '765-43-21')
    await edge.until('/rotary-more.js')
    await tab.waitForFunction(() => history.pushState.toString().includes('apply'))
    await settled(tab)
    expect(await tab.evaluate('history.pushState.length')).toBe(2)
    await tab.evaluate('history.pushState({}, "", "/two")')
    await tab.click('button')
    await tab.evaluate(`getSelection().selectAllChildren(document.getElementById('a')); document.execCommand('copy')`)
    await expectRequests(one, { action: () => tab.goto('about:blank'), expected: ['/v1/beacons'] })
    const { events } = edge.of('/v1/beacons').at(-1)!.body as { events: { type: string; url?: string; name?: string }[] }
    expect(events.map(({ type, url, name }) => [type, url?.replace(one.origin, '') ?? name])).toEqual(
      expect.arrayContaining([
        ['page', '/'],
        ['page', '/two'],
        ['form', 'order'],
        ['copy', undefined],
        ['engagement', undefined],
      ]),
    )
    expect(JSON.stringify(events)).not.toContain('secret')
  })

  test('looks into open shadow roots, also of elements defined later', async () => {
    const one = await visit({
      settings: { extras: ['places'] },
      html: page(`<p>8 495 123-45-67</p><x-early></x-early><x-late></x-late>
        <script>
          const define = (name) => customElements.define(name, class extends HTMLElement { connectedCallback() { this.attachShadow({ mode: 'open' }).innerHTML = '<b>8 495 123-45-67</b><a href="tel:84951234567">x</a>' } })
          define('x-early')
        </script>`),
    })
    const inside = (name: string) =>
      one.page.waitForFunction((tag) => document.querySelector(tag)?.shadowRoot?.textContent?.includes('765-43-21'), name)
    await inside('x-early')
    await one.page.evaluate('define("x-late")')
    await inside('x-late')
    await one.page.evaluate(
      'document.querySelector("x-early").shadowRoot.append(Object.assign(document.createElement("p"), { id: "p", textContent: "8 495 1234567" }))',
    )
    await one.page.waitForFunction(`document.querySelector("x-early").shadowRoot.getElementById("p").textContent === '8 812 7654321'`)
    expect(one.troubles).toEqual([])
  })

  test('pushes taps to dataLayer, without elements', async () => {
    const one = await visit({
      html: page(`<p>8 495 123-45-67</p><a id="t" href="tel:84951234567" onclick="event.preventDefault()">x</a>
        <script>window.rotary ||= function () { (rotary.q ||= []).push(arguments) }; rotary('config', { dataLayer: true })</script>`),
    })
    await one.edge.until('/rotary-more.js')
    await expect.poll(() => one.page.getAttribute('#t', 'href')).toBe('tel:+78127654321')
    await settled(one.page)
    await one.page.click('#t')
    expect(await one.page.evaluate('window.dataLayer')).toEqual([{ event: 'rotary_call', slot: '+74951234567', number: '+78127654321' }])
  })

  test.each(['settings', 'stub'])('a lazy page (by its %s) asks when a target comes into view', async (by) => {
    const one = await visit({
      settings: { lazy: by === 'settings' },
      before: (tab) => tab.clock.install(),
      html: page(`<div style="height:5000px"></div><p id="a">8 495 123-45-67</p>
        <script>window.rotary ||= function () { (rotary.q ||= []).push(arguments) }; rotary('config', { lazy: true })</script>`),
    })
    await one.edge.until('/rotary-more.js')
    await settled(one.page)
    expect(one.edge.of('/v1/leases')).toEqual([])
    await expectRequests(one, { action: () => one.page.locator('#a').scrollIntoViewIfNeeded(), expected: ['/v1/leases'] })
    await waitForText(one.page, '765-43-21')
    expect(GIVEN['+74951234567']!.e164).toBe('+78127654321')
  })
})
