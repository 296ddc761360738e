import { expect, test } from 'vitest'
import { hostOf, linkTo, pageAddress } from './pageAddress.ts'

test.each([
  ['https://www.example.com/a?b=c', 'https://www.example.com/a?b=c', 'www.example.com'],
  ['https://STAGING.Example.com:8443', 'https://staging.example.com:8443/', 'staging.example.com:8443'],
  ['https://example.com:443/', 'https://example.com/', 'example.com'],
  ['http://localhost:3000/#/contacts', 'http://localhost:3000/#/contacts', 'localhost:3000'],
  ['http://localhost:3000/#rotary=a.b.c', 'http://localhost:3000/', 'localhost:3000'],
  ['http://localhost:3000/#/a#rotary=a.b.c', 'http://localhost:3000/#/a', 'localhost:3000'],
  ['http://127.0.0.1:8788/', 'http://127.0.0.1:8788/', '127.0.0.1:8788'],
  ['http://[::1]:8788/', 'http://[::1]:8788/', '[::1]:8788'],
  ['http://192.168.0.7/', 'http://192.168.0.7/', '192.168.0.7'],
  ['https://user:secret@staging.example.com/', 'https://staging.example.com/', 'staging.example.com'],
  [' https://пример.рф/путь ', 'https://xn--e1afmkfd.xn--p1ai/%D0%BF%D1%83%D1%82%D1%8C', 'xn--e1afmkfd.xn--p1ai'],
])('%s is a page', (address, href, host) => {
  const page = pageAddress(address)!
  expect([page.url.href, page.host]).toEqual([href, host])
})

test.each([
  'javascript:alert(1)',
  'JavaScript:alert(1)//https://example.com/',
  ' java\nscript:alert(1)',
  'data:text/html,<p>x',
  'file:///etc/passwd',
  'blob:https://example.com/1',
  'ftp://example.com/',
  'about:blank',
  'view-source:https://example.com/',
  'example.com',
  '//example.com/',
  '/contacts',
  'https://',
  '',
])('%j is none', (address) => {
  expect(pageAddress(address)).toBeNull()
  expect(hostOf(address)).toBeNull()
})

test('a link has its token where no server sees it', () => {
  const link = new URL(linkTo('https://example.com/a?b=c', 'k.b.s'))
  expect([link.pathname, link.search, link.hash]).toEqual(['/a', '?b=c', '#rotary=k.b.s'])
  expect(linkTo('https://example.com/#/a', 'k.b.s').split('#rotary=')).toEqual(['https://example.com/#/a', 'k.b.s'])
})
