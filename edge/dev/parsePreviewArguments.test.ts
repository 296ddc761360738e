import { expect, test } from 'vitest'
import { parsePreviewArguments } from './parsePreviewArguments.ts'

test.each([
  [['https://staging.example.com/a?b=c'], { url: 'https://staging.example.com/a?b=c', site: 'pk_demo', hours: 8, canAdd: false }],
  [
    ['http://localhost:3000/', '--add', '--hours', '0.5', '--site', 'pk_shop'],
    { url: 'http://localhost:3000/', site: 'pk_shop', hours: 0.5, canAdd: true },
  ],
])('%j makes a link', (argv, wish) => {
  expect(parsePreviewArguments(argv)).toEqual({ kind: 'make', wish })
})

test.each([
  [[], /which page/],
  [['staging.example.com'], /no address/],
  [['javascript:alert(1)'], /no address/],
  [['https://a.com/', 'https://b.com/'], /One page/],
  [['https://a.com/', '--hours', '25'], /up to 24/],
  [['https://a.com/', '--hours', 'x'], /up to 24/],
  [['https://a.com/', '--surplus'], /surplus/],
])('%j is explained', (argv, problem) => {
  expect(parsePreviewArguments(argv)).toEqual({ kind: 'wrong', problem: expect.stringMatching(problem) })
})

test('--help is help', () => {
  expect(parsePreviewArguments(['--help'])).toEqual({ kind: 'help' })
})
