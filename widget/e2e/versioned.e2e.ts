import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { bundles } from './bundle.ts'
import { settled, useBrowser, visit, waitForText } from './visit.ts'

useBrowser()
let integrity: string
beforeAll(async () => {
  integrity = `sha384-${createHash('sha384')
    .update((await bundles()).get('rotary-versioned.js')!)
    .digest('base64')}`
})

const page = (attributes: string, folder = '/') =>
  `<!doctype html><html><head><meta charset="utf-8"><script async crossorigin src="{{EDGE}}${folder}rotary-versioned.js" ${attributes}></script></head><body><p id="a">8 495 123-45-67</p></body></html>`

describe('a script that is pinned by its hash', () => {
  test('takes its site from the tag and its settings by one more request', async () => {
    const one = await visit({ html: page(`integrity="${integrity}" data-rotary-site="pk_demo"`) })
    await waitForText(one.page, '8 812 765-43-21')
    expect(one.edge.of('/v1/settings/pk_demo')).toHaveLength(1)
    expect(one.troubles).toEqual([])
  })

  test('loads the second file of its own version, by the hash of what it was built with', async () => {
    const one = await visit({
      headers: { 'Content-Security-Policy': `script-src 'nonce-one'; connect-src {{EDGE}}; require-trusted-types-for 'script'` },
      html: page(`nonce="one" integrity="${integrity}" data-rotary-site="pk_demo"`, '/w2/1.2.3/'),
    })
    await waitForText(one.page, '8 812 765-43-21')
    expect(one.edge.seen.filter(({ path }) => path.includes('more'))).toEqual([])
    expect(await one.page.evaluate(`rotary.number('+74951234567').then(({ number }) => number)`)).toBe('+78127654321')
    // Once for the preload and the import together.
    expect(one.edge.seen.filter(({ path }) => path.includes('more')).map(({ path }) => path)).toEqual(['/w2/1.2.3/rotary-more.js'])
    expect(await one.page.evaluate(`document.querySelectorAll('link').length`)).toBe(0)
    expect(one.troubles).toEqual([])
  })

  test('runs no second file whose bytes are others, and the page keeps what that would have done', async () => {
    const one = await visit({ html: page(`integrity="${integrity}" data-rotary-site="pk_demo"`) })
    await waitForText(one.page, '8 812 765-43-21')
    one.edge.behaviour.changed = '\nwindow.ran = 1'
    await one.page.evaluate(`rotary.config({ format: '{e164}' })`)
    await one.edge.until('/rotary-more.js')
    await settled(one.page)
    expect(await one.page.evaluate('window.ran')).toBeUndefined()
    expect(await one.page.textContent('#a')).toBe('8 495 123-45-67')
    expect(one.troubles.filter((trouble) => !/integrity/.test(trouble))).toEqual([])
  })

  test('does not run when its bytes are others', async () => {
    const one = await visit({ html: page(`integrity="sha384-${'A'.repeat(64)}" data-rotary-site="pk_demo"`) })
    await settled(one.page)
    expect(await one.page.textContent('#a')).toBe('8 495 123-45-67')
    expect(one.edge.of('/v1/')).toEqual([])
  })
})
