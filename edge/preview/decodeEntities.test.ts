import { expect, test } from 'vitest'
import { decodeEntities } from './decodeEntities.ts'

test.each([
  ['8&nbsp;(495)&nbsp;123&ndash;45&#8209;67', '8\u00a0(495)\u00a0123–45‑67'],
  ['&#43;7 495&#x20;123', '+7 495 123'],
  ['&#x2B;7', '+7'],
  ['&plus;7&shy;495', '+7\u00ad495'],
  ['a &amp; b &eacute; &unknown; &', 'a & b &eacute; &unknown; &'],
  ['&#0;&#9999999;&#xFFFFFF;', '\ufffd\ufffd\ufffd'],
  ['&nbsp', '\u00a0'],
])('%s', (text, expected) => {
  expect(decodeEntities(text)).toBe(expected)
})
