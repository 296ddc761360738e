import { describe, expect, it } from 'vitest'
import type { E164 } from '../brands.ts'
import { parseCallArguments } from './parseCallArguments.ts'

const parse = (argv: string[]) => parseCallArguments(argv, { newCaller: () => '+79161234567' as E164 })

describe('npm run call --', () => {
  it.each([
    [['+74951110001'], { to: '+74951110001', from: '+79161234567', talkSec: 65 }],
    [['8 (495) 111-00-01'], { to: '+74951110001', from: '+79161234567', talkSec: 65 }],
    [['+7', '495', '111-00-01', '--talk', '5'], { to: '+74951110001', from: '+79161234567', talkSec: 5 }],
    [['12125550100', '--from', '+12125550199'], { to: '+12125550100', from: '+12125550199', talkSec: 65 }],
    [['+74951110001', '--from=hidden', '--talk=0'], { to: '+74951110001', from: null, talkSec: 0 }],
  ])('%j is a call', (argv, call) => {
    expect(parse(argv)).toEqual({ kind: 'call', call })
  })

  it.each([
    [[], 'Say which number to call.'],
    [['office'], 'office is no phone number.'],
    [['+74951110001', '--from', 'me'], '--from me is no phone number; write it as +79161234567, or "hidden".'],
    [['+74951110001', '--talk', 'long'], '--talk long is no number of seconds.'],
  ])('%j is wrong', (argv, problem) => {
    expect(parse(argv)).toEqual({ kind: 'wrong', problem })
  })

  it('an option that there is not is wrong, --help is not', () => {
    expect(parse(['+74951110001', '--loud']).kind).toBe('wrong')
    expect(parse(['--help'])).toEqual({ kind: 'help' })
  })
})
