import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import type { LeasedNumber } from '../../edge/contract.ts'
import { settings } from '../config.ts'
import { records, undo } from './records.ts'
import { scanLater } from './scan.ts'
import { shown, targets } from './swap.ts'
import { readTarget } from './target.ts'

const NUMBERS: { [target: string]: LeasedNumber } = {
  '+74951234567': { e164: '+78127654321' as never, national: '8 (812) 765-43-21', international: '+7 812 765-43-21' },
  '+12125550100': { e164: '+15125550199' as never, national: '(512) 555-0199', international: '+1 512 555 0199' },
}

// happy-dom 21 leaves `nodeValue` of attributes out (https://dom.spec.whatwg.org/#dom-node-nodevalue).
Object.defineProperty(Attr.prototype, 'nodeValue', {
  get(this: Attr) {
    return this.value
  },
  set(this: Attr, value: string) {
    this.value = value
  },
})

beforeEach(() => {
  undo(() => true)
  Object.assign(settings, { edge: 'http://edge.invalid', targets: [] })
  targets.splice(0, 9, ...Object.keys(NUMBERS).map(readTarget))
  for (const [target, number] of Object.entries(NUMBERS)) shown.set(target, number)
})

/** What the page becomes. */
async function swapped(html: string): Promise<string> {
  document.body.innerHTML = html
  scanLater(document.body)
  for (let i = 0; i < 20; i++) await Promise.resolve()
  return document.body.innerHTML
}

describe('places', () => {
  test.each([
    ['text', '<p>8 495 123-45-67</p>', '<p>8 812 765-43-21</p>'],
    ['pieces', '<p><b>8 (495)</b> <i>123</i>-<u>45-67</u>!</p>', '<p><b>8 (812)</b> <i>765</i>-<u>43-21</u>!</p>'],
    ['pieces over lines', '<p><b>8 (495)</b>\n  <i>123-45-67</i></p>', '<p><b>8 (812)</b>\n  <i>765-43-21</i></p>'],
    ['pieces that digits follow', '<p><b>8 (495)</b> 123-45-<i>678</i></p>', '<p><b>8 (495)</b> 123-45-<i>678</i></p>'],
    ['two targets in one text', '<p>8 495 123-45-67 / (212) 555-0100</p>', '<p>8 812 765-43-21 / (512) 555-0199</p>'],
    ['a link', '<a href="tel:84951234567;ext=5">x</a>', '<a href="tel:+78127654321;ext=5">x</a>'],
    ['a message', '<a href="sms:+74951234567?body=hi%205">x</a>', '<a href="sms:+78127654321?body=hi%205">x</a>'],
    [
      'attributes',
      '<img alt="8 495 1234567" title="4951234567" aria-label="+74951234567">',
      '<img alt="8 812 7654321" title="8127654321" aria-label="+78127654321">',
    ],
    ['an option', '<select><option value="1">8 495 1234567</option></select>', '<select><option value="1">8 812 7654321</option></select>'],
    ['a button', '<button>8 495 1234567</button>', '<button>8 812 7654321</button>'],
    [
      'an item with content',
      '<span itemprop="telephone" content="+74951234567">8 495 1234567</span>',
      '<span itemprop="telephone" content="+74951234567">8 812 7654321</span>',
    ],
  ])('%s', async (_where, html, expected) => {
    expect(await swapped(html)).toBe(expected)
  })

  test.each([
    ['cells', '<table><tbody><tr><td>8 495</td><td>123-45-67</td></tr></tbody></table>'],
    ['blocks', '<div>8 495</div><div>123-45-67</div>'],
    ['a script', '<script type="application/ld+json">{"telephone":"8 495 1234567"}</script>'],
    ['a style', '<style>a::before{content:"8 495 1234567"}</style>'],
    ['a form value', '<textarea>8 495 1234567</textarea><input value="8 495 1234567">'],
    ['an edited text', '<div contenteditable="true"><p>8 495 1234567</p></div>'],
    ['an ignored part', '<div data-rotary-ignore=""><p title="84951234567">8 495 1234567</p></div>'],
    ['microdata', '<span itemprop="telephone">8 495 1234567</span>'],
    ['another link', '<a href="/catalog/84951234567">x</a>'],
    ['the text of a link only', '<a href="/" data-rotary-href-only="">8 495 1234567</a>'],
  ])('%s stays', async (_where, html) => {
    expect(await swapped(html)).toBe(html)
  })
})

test('what is put back is the same to the byte, in the same nodes', async () => {
  const phone = fc.constantFrom(
    '8 (495) 123-45-67',
    '+74951234567',
    '<b>8 (495)</b> <i>123</i>-45-67',
    '(212) 555-0100',
    '8 495 123 45 67 89',
    '495',
  )
  const word = fc.constantFrom('', ' ', 'Звоните ', ' 12 ', '\n', '&nbsp;', 'x', ', ', '<br>', '<span>7</span>')
  const text = fc.array(fc.oneof(phone, word), { minLength: 1, maxLength: 6 }).map((parts) => parts.join(''))
  const block = fc
    .tuple(fc.constantFrom('p', 'div', 'li', 'td', 'a href="tel:84951234567"', 'p title="8 495 1234567"'), text)
    .map(([tag, inner]) => `<${tag}>${inner}</${tag.split(' ')[0]}>`)
  await fc.assert(
    fc.asyncProperty(fc.array(block, { minLength: 1, maxLength: 6 }), async (blocks) => {
      document.body.innerHTML = blocks.join('')
      const before = document.body.innerHTML
      const nodes = (): Node[] => {
        const all: Node[] = []
        const walker = document.createTreeWalker(document.body)
        while (walker.nextNode()) all.push(walker.currentNode)
        return all
      }
      const same = nodes()
      scanLater(document.body)
      for (let i = 0; i < 50; i++) await Promise.resolve()
      if (/8 \(495\) 123-45-67|\+74951234567/.test(blocks.join('')) && !records.size) expect(document.body.innerHTML).toBe(before)
      undo(() => true)
      expect(document.body.innerHTML).toBe(before)
      expect(nodes()).toEqual(same)
    }),
    { numRuns: 100 },
  )
})
