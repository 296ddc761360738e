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

const page = (attributes: string) =>
  `<!doctype html><html><head><meta charset="utf-8"><script async crossorigin src="{{EDGE}}/rotary-versioned.js" ${attributes}></script></head><body><p id="a">8 495 123-45-67</p></body></html>`

describe('a script that is pinned by its hash', () => {
  test('takes its site from the tag and its settings by one more request', async () => {
    const one = await visit({ html: page(`integrity="${integrity}" data-rotary-site="pk_demo"`) })
    await waitForText(one.page, '8 812 765-43-21')
    expect(one.edge.of('/v1/settings/pk_demo')).toHaveLength(1)
    expect(one.troubles).toEqual([])
  })

  test('does not run when its bytes are others', async () => {
    const one = await visit({ html: page(`integrity="sha384-${'A'.repeat(64)}" data-rotary-site="pk_demo"`) })
    await settled(one.page)
    expect(await one.page.textContent('#a')).toBe('8 495 123-45-67')
    expect(one.edge.of('/v1/')).toEqual([])
  })
})
