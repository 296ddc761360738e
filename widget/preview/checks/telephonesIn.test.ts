import { expect, test } from 'vitest'
import { telephonesIn } from './telephonesIn.ts'

test.each([
  ['<script type="application/ld+json">{"@type":"Organization","telephone": "+7-495-123-45-67"}</script>', ['74951234567']],
  ['<meta itemprop="telephone" content="+7 (495) 123-45-67">', ['74951234567']],
  ['<span itemprop="telephone">8 495 123 45 67</span>', ['84951234567']],
  ['<span itemprop=telephone class=x>8 495 123 45 67</span>', ['84951234567']],
  [`<script>write('{"telephone":"+7-495-123-45-67"}')</script>`, []],
  ['<a href="tel:+74951234567">8 495 123 45 67</a>', []],
])('machines read in %s the numbers %j', (html, expected) => {
  expect(telephonesIn(html)).toEqual(expected)
})
