import { expect, test } from 'vitest'
import { originAllowed } from './originAllowed.ts'

test.each([
  ['https://www.example.com', ['https://www.example.com'], true],
  ['https://www.example.com:444', ['https://www.example.com'], false],
  ['http://www.example.com', ['https://www.example.com'], false],
  ['https://shop.example.com', ['https://*.example.com'], true],
  ['https://a.b.example.com', ['https://*.example.com'], true],
  ['https://example.com', ['https://*.example.com'], false],
  ['https://evilexample.com', ['https://*.example.com'], false],
  ['https://example.com.evil.org', ['https://*.example.com'], false],
  ['http://localhost:3000', ['loopback'], true],
  ['http://127.0.0.1:8788', ['loopback'], true],
  ['http://[::1]:8788', ['loopback'], true],
  ['http://localhost.evil.org', ['loopback'], false],
  ['http://127.0.0.1.evil.org', ['loopback'], false],
  ['null', ['loopback'], false],
  ['', ['loopback'], false],
  [undefined, ['loopback', 'https://www.example.com'], false],
  ['https://www.example.com', [], false],
])('the origin %s with %j allowed: %s', (origin, allowed, expected) => {
  expect(originAllowed(origin, allowed)).toBe(expected)
})
