import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { E164 } from '../../brands.ts'
import type { HookRequest, Reading } from '../provider.port.ts'
import { asterisk } from './asterisk.ts'
import { RECEIVED, aForm, aHookRequest } from './aHookRequest.ts'
import { inAnyOrder } from './inAnyOrder.ts'

const credentials = { token: 'tok_123' }
const context = { credentials, settings: {} }
const eventsOf = (reading: Reading) => (reading.kind === 'events' ? reading.events : [])
const read = (fields: Record<string, string>) => asterisk.read(aForm('/', fields), context)

const DIALPLAN = readFileSync('examples/asterisk/extensions.conf', 'utf8')

/** What `CURL()` of the example's dialplan posts: its own text with the channel's variables put in. */
function told(event: string, variables: Record<string, string>): Record<string, string> {
  let text = DIALPLAN.split('\n').find((line) => line.includes(`event=${event}&`))!
  for (const [name, value] of Object.entries(variables)) {
    text = text.replaceAll(`\${URIENCODE(\${${name}})}`, encodeURIComponent(value)).replaceAll(`\${${name}}`, value)
  }
  text = /CURL\(\$\{ROTARY_HOOK\},(event=[^)]*)\)\}\)$/.exec(text)?.[1] ?? '${'
  expect(text).not.toContain('${')
  return Object.fromEntries(new URLSearchParams(text))
}

const T = RECEIVED / 1000
const channel = {
  ROTARY_CALL: '1795510800.17',
  ROTARY_LINE: '+74951110001',
  EXTEN: '+74951110001',
  'CALLERID(num)': '+79161234567',
  UNIQUEID: '1795510802.18',
  ROTARY_FILE: '1795510800.17.wav',
  DIALSTATUS: 'ANSWER',
  ANSWEREDTIME: '60',
}
const start = told('start', { ...channel, EPOCH: String(T) })
const answered = told('answered', { ...channel, EPOCH: String(T + 8) })
const end = told('end', { ...channel, EPOCH: String(T + 68) })
const recording = told('recording', { ...channel, EPOCH: String(T + 68) })

describe("Asterisk's token", () => {
  it.each<[string, HookRequest, Record<string, string>, string]>([
    ['in the header', aHookRequest({ headers: { 'x-hook-token': 'tok_123' } }), credentials, 'genuine'],
    ['in the path', aHookRequest({ path: '/tok_123' }), credentials, 'genuine'],
    ['in the path of a GET', aHookRequest({ method: 'GET', path: '/tok_123' }), credentials, 'genuine'],
    ['another one', aHookRequest({ headers: { 'x-hook-token': 'tok_124' } }), credentials, 'forged'],
    ['none', aHookRequest(), credentials, 'forged'],
    ['none where none is set', aHookRequest(), {}, 'forged'],
    ['an empty one where an empty one is set', aHookRequest({ headers: { 'x-hook-token': '' } }), { token: '' }, 'forged'],
  ])('%s', async (_, request, given, verdict) => {
    expect(await asterisk.verify(request, { credentials: given, settings: {}, now: RECEIVED })).toBe(verdict)
  })
})

describe('the dialplan of the example', () => {
  it('tells a start that wants a route', () => {
    expect(read(start)).toEqual({
      kind: 'events',
      events: [{ externalId: '1795510800.17', type: 'start', at: RECEIVED, direction: 'in', from: '+79161234567', to: '+74951110001' }],
      question: { kind: 'start', externalId: '1795510800.17', number: '+74951110001', from: '+79161234567' },
    })
  })

  it('tells a call that is the same in any order', () => {
    const events = [start, answered, end, recording].flatMap((fields) => eventsOf(read(fields)))
    expect(inAnyOrder(events)).toMatchObject({
      status: 'answered',
      caller: '+79161234567',
      number: '+74951110001',
      startedAt: RECEIVED,
      answeredAt: RECEIVED + 8000,
      endedAt: RECEIVED + 68_000,
      talkSec: 60,
      waitSec: 8,
      recordings: ['1795510800.17.wav'],
    })
    expect(inAnyOrder(eventsOf(read(end)))).toMatchObject({ status: 'answered', talkSec: 60, answeredAt: RECEIVED + 8000 })
  })

  it('cuts its answer at the bars that we write', () => {
    expect(DIALPLAN).toContain('CUT(ANSWER,|,1)')
    expect(DIALPLAN).toContain('CUT(ANSWER,|,4)')
  })
})

describe('the end of a call of Asterisk', () => {
  it.each([
    ['ANSWER', '65', 'answered', 65],
    ['BUSY', '', 'busy', 0],
    ['NOANSWER', '', 'no_answer', 0],
    ['CANCEL', '', 'canceled', 0],
    ['CONGESTION', '', 'failed', 0],
    ['CHANUNAVAIL', '', 'failed', 0],
    ['DONTCALL', '', 'rejected', 0],
    ['TORTURE', '', 'rejected', 0],
    ['', '', 'canceled', 0],
    // A menu answered and billed twelve seconds, no human did.
    ['NOANSWER', '12', 'no_answer', 0],
  ])('with DIALSTATUS %j and ANSWEREDTIME %j is %s', (DIALSTATUS, ANSWEREDTIME, status, talkSec) => {
    const fields = told('end', { ...channel, EPOCH: String(T), DIALSTATUS, ANSWEREDTIME })
    expect(eventsOf(read(fields))).toMatchObject([{ type: 'end', status, talkSec }])
  })
})

describe('fields of Asterisk', () => {
  it('are read as the country of the connection writes numbers', () => {
    const fields = { ...start, from: '89161234567', to: '4951110001' }
    expect(asterisk.read(aForm('/', fields), { credentials, settings: { country: 'RU' } })).toMatchObject({
      question: { number: '+74951110001', from: '+79161234567' },
    })
  })

  it('with a hidden caller or an extension have no caller', () => {
    for (const from of ['', 'anonymous', '101']) expect(eventsOf(read({ ...start, from }))).toMatchObject([{ from: null }])
  })

  it.each<[string, Record<string, string>]>([
    ['no event', { ...start, event: '' }],
    ['no call', { ...start, call_id: '' }],
    ['a call with spaces', { ...start, call_id: 'a b' }],
    ['a start without a number', { ...start, to: 's' }],
    ['a time in two days', { ...start, at: String(T + 172_800) }],
    ['a duration that is none', { ...end, duration: 'long' }],
    ['a recording that is none', { ...recording, recording: '' }],
    ['a recording with a line end', { ...recording, recording: 'a\n' }],
  ])('are malformed with %s', (_, fields) => {
    expect(read(fields).kind).toBe('malformed')
  })
})

describe('answers to Asterisk', () => {
  const told = { ...context, request: aHookRequest() }
  const forward = { action: 'forward' as const, destination: '+74957654321' as E164, ringSeconds: 30, record: false, askOnNoAnswer: false }
  it.each([
    [forward, 'forward|+74957654321|30|norecord|'],
    [{ ...forward, record: true, whisper: 'Яндекс | Директ\n' }, 'forward|+74957654321|30|record|Яндекс   Директ '],
    [{ action: 'reject' as const, reason: 'blocked' as const }, 'reject|blocked'],
  ])('are one line: %j', async (route, text) => {
    expect(await asterisk.route(route, told).text()).toBe(text)
  })

  it('to all else say ok', async () => {
    expect(await asterisk.acknowledge(told).text()).toBe('ok')
  })
})
