import { expect, test } from 'vitest'
import type { PageRead, PageReport } from '../preview/pageReport.ts'
import { PreviewPage } from './previewPage.tsx'

const render = (report: PageReport): string =>
  String(
    <PreviewPage
      sites={[{ key: 'pk_demo', name: 'Demo' }]}
      links={[]}
      admin
      made={null}
      checked={{ url: 'https://www.example.com/', report }}
      problem={null}
    />,
  )
const read = (over: Partial<PageRead>): PageRead => ({
  kind: 'read',
  url: 'https://www.example.com/',
  tags: [],
  verdict: 'none',
  tagManager: false,
  swaps: [],
  kept: [],
  missing: [],
  more: false,
  ...over,
})

test.each([
  ['one', 'The tag is on the page, once.'],
  ['none', 'The tag is not in the page’s source.'],
  ['several', 'There are several tags on the page'],
  ['foreign', 'The tag on the page is another site’s.'],
] as const)('says of %s tags what it means', (verdict, text) => {
  expect(render(read({ verdict }))).toContain(text)
})

test('names the tag manager only where the tag is missing', () => {
  expect(render(read({ verdict: 'none', tagManager: true }))).toContain('tag manager')
  expect(render(read({ verdict: 'one', tagManager: true }))).not.toContain('tag manager')
})

test('lists what would be swapped, what stays and why, and what is missing, whatever the page holds', () => {
  const occurrence = { target: '+74951234567', slot: 's', where: 'text', text: '<b onclick="x">8 495' }
  const html = render(
    read({ swaps: [occurrence], kept: [{ ...occurrence, where: 'title', why: 'microdata' }], missing: ['+12125550100'], more: true }),
  )
  expect(html).toContain('&lt;b onclick=&quot;x&quot;&gt;8 495')
  expect(html).not.toContain('<b onclick')
  expect(html).toContain('no: microdata')
  expect(html).toContain('Not in the page’s source: +12125550100.')
  expect(html).toContain('There are more than are listed.')
})

test('says why a page was not read', () => {
  expect(render({ kind: 'problem', reason: 'slow', problem: 'does not answer within 10 s' })).toContain('does not answer within 10 s')
})
