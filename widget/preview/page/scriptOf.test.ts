import { expect, test } from 'vitest'
import { scriptOf } from './scriptOf.ts'

const skip = ['https://edge.example/rotary-preview.js']
const ours = ['https://edge.example/w/']
const PAGE = 'https://shop.example/contacts?a=1'

test.each([
  [
    'Chrome',
    'Error\n    at note (https://edge.example/rotary-preview.js:1:20)\n    at set (https://cdn.vendor.example/swap.js?v=2:10:5)',
    'https://cdn.vendor.example/swap.js?v=2',
  ],
  [
    'Firefox',
    'note@https://edge.example/rotary-preview.js:1:20\nrun@https://cdn.vendor.example/swap.js:3:7\n',
    'https://cdn.vendor.example/swap.js',
  ],
  ['the page itself', `Error\n    at ${PAGE}:42:9`, `${PAGE}:42`],
  ['the core, whoever called it', `Error\n    at w (https://edge.example/w/pk_demo.js:1:9)\n    at ${PAGE}:7:1`, ''],
  ['nothing', undefined, ''],
])('of a stack of %s the script is found that is not ours', (_, stack, expected) => {
  expect(scriptOf(stack, { skip, ours, page: PAGE })).toBe(expected)
})
