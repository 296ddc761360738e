import { createHmac } from 'node:crypto'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { E164 } from '../../brands.ts'
import type { CallRoute, HookRequest } from '../provider.port.ts'
import { RECEIVED, aForm, aHookRequest } from './aHookRequest.ts'
import { inAnyOrder } from './inAnyOrder.ts'
import { generic, signGeneric } from './generic.ts'

const secret = 'whsec_demo'
const context = { credentials: { secret }, settings: {} }
const verify = (request: HookRequest, credentials: Record<string, string> = { secret }) =>
  generic.verify(request, { credentials, settings: {}, now: RECEIVED })
const json = (fields: object, headers: Record<string, string> = {}) =>
  aHookRequest({ body: JSON.stringify(fields), headers: { 'content-type': 'application/json', ...headers } })
const signature = (body: string, t = RECEIVED / 1000, key = secret) =>
  `t=${t},v1=${createHmac('sha256', key).update(`${t}.${body}`).digest('hex')}`

const start = { event: 'start', call_id: 'c1', from: '+79161234567', to: '+74951234567', at: 1_795_510_800 }

describe('the signature of the generic webhook', () => {
  const body = JSON.stringify(start)
  it('is accepted as made by node:crypto over the time and the raw body', async () => {
    expect(await verify(aHookRequest({ body, headers: { 'x-signature': signature(body) } }))).toBe('genuine')
  })

  it('is the one that signGeneric makes', async () => {
    expect(await signGeneric(body, { secret, at: RECEIVED })).toBe(signature(body))
  })

  it.each([
    ['another secret', signature(body, RECEIVED / 1000, 'other')],
    ['another body', signature(`${body} `)],
    ['another time than it states', signature(body).replace(/t=\d+/, 't=1795510801')],
    ['no v1', `t=${RECEIVED / 1000}`],
    ['no time', signature(body).replace(/t=\d+,/, '')],
    ['nothing', ''],
    ['a short signature', 't=1795510800,v1=00'],
  ])('is refused with %s', async (_, header) => {
    expect(await verify(aHookRequest({ body, headers: { 'x-signature': header } }))).toBe('forged')
  })

  it.each([
    [300, 'genuine'],
    [-300, 'genuine'],
    [301, 'stale'],
    [-301, 'stale'],
  ])('made %i s from now is %s', async (seconds, verdict) => {
    expect(await verify(aHookRequest({ body, headers: { 'x-signature': signature(body, RECEIVED / 1000 + seconds) } }))).toBe(verdict)
  })

  it('does not cover a GET, which needs a token', async () => {
    expect(await verify(aHookRequest({ method: 'GET', search: '?event=end', headers: { 'x-signature': signature('') } }))).toBe('forged')
  })
})

describe('the token of the generic webhook', () => {
  const credentials = { secret, token: 'tok_123' }
  it.each<[string, HookRequest, Record<string, string>, string]>([
    ['as bearer', json(start, { authorization: 'Bearer tok_123' }), credentials, 'genuine'],
    ['in the path of a GET', aHookRequest({ method: 'GET', path: '/tok_123', search: '?event=end&call_id=1' }), credentials, 'genuine'],
    ['in the path of a POST', aForm('/tok_123', { event: 'end' }), credentials, 'genuine'],
    ['the secret as bearer where there is no token', json(start, { authorization: `Bearer ${secret}` }), { secret }, 'genuine'],
    ['the secret as bearer where there is a token', json(start, { authorization: `Bearer ${secret}` }), credentials, 'forged'],
    ['a wrong one', json(start, { authorization: 'Bearer tok_124' }), credentials, 'forged'],
    ['a wrong one in the path', aForm('/tok_124', {}), credentials, 'forged'],
    ['the secret in the path', aForm(`/${secret}`, {}), { secret }, 'forged'],
    ['none and no secret set', json(start), {}, 'forged'],
    ['an empty one where none is set', json(start, { authorization: 'Bearer ' }), {}, 'forged'],
  ])('%s', async (_, request, given, verdict) => {
    expect(await verify(request, given)).toBe(verdict)
  })
})

describe('the fields of the generic webhook', () => {
  it('of a start give an event and ask for a route', () => {
    expect(generic.read(json(start), context)).toEqual({
      kind: 'events',
      events: [{ externalId: 'c1', type: 'start', at: 1_795_510_800_000, direction: 'in', from: '+79161234567', to: '+74951234567' }],
      question: { kind: 'start', externalId: 'c1', number: '+74951234567', from: '+79161234567' },
    })
  })

  it.each<[string, HookRequest, object]>([
    [
      'a form',
      aForm('/', { event: 'end', call_id: 'c1', duration: '65', status: 'answered' }),
      { type: 'end', talkSec: 65, status: 'answered', at: RECEIVED },
    ],
    ['a query', aHookRequest({ method: 'GET', search: '?event=answered&call_id=c1&seq=2' }), { type: 'answered', seq: 2 }],
    ['milliseconds', json({ ...start, event: 'end', at: 1_795_510_800_123 }), { at: 1_795_510_800_123 }],
    ['ISO 8601', json({ ...start, event: 'end', at: '2026-11-24T10:00:00.5+03:00' }), { at: Date.UTC(2026, 10, 24, 7, 0, 0, 500) }],
    ['numbers as text', json({ ...start, event: 'end', duration: '12', wait: 3.4 }), { talkSec: 12, waitSec: 3 }],
    ['a hidden caller', json({ ...start, from: 'anonymous' }), { from: null }],
    ['an empty caller', json({ ...start, from: '' }), { from: null }],
    ['no caller', json({ event: 'end', call_id: 'c1' }), { type: 'end' }],
    ['a leg', json({ ...start, leg: 'b' }), { leg: 'b' }],
    [
      'a recording',
      json({ event: 'recording', call_id: 'c1', recording_url: 'https://pbx.example.com/a b.mp3' }),
      { recordingUrl: 'https://pbx.example.com/a%20b.mp3' },
    ],
    ['no content type', aHookRequest({ body: JSON.stringify(start) }), { type: 'start' }],
  ])('may be %s', (_, request, expected) => {
    const reading = generic.read(request, context)
    expect(reading).toMatchObject({ kind: 'events', events: [expected] })
  })

  it('are read as the country of the connection writes numbers', () => {
    const reading = generic.read(json({ ...start, from: '89161234567', to: '8 (495) 123-45-67' }), {
      ...context,
      settings: { country: 'RU' },
    })
    expect(reading).toMatchObject({ question: { number: '+74951234567', from: '+79161234567' } })
  })

  it.each<[string, HookRequest]>([
    ['no JSON', json({}).method ? aHookRequest({ body: '{', headers: { 'content-type': 'application/json' } }) : json({})],
    ['a JSON array', aHookRequest({ body: '[]', headers: { 'content-type': 'application/json' } })],
    ['JSON null', aHookRequest({ body: 'null', headers: { 'content-type': 'application/json' } })],
    ['an image', aHookRequest({ body: 'x', headers: { 'content-type': 'image/png' } })],
    ['no UTF-8', { ...aHookRequest(), body: new Uint8Array([0xff, 0xfe]) }],
    ['nothing at all', aHookRequest()],
    ['an unknown event', json({ ...start, event: 'begin' })],
    ['no call', json({ ...start, call_id: undefined })],
    ['a call of 201 characters', json({ ...start, call_id: 'x'.repeat(201) })],
    ['a call with a NUL', json({ ...start, call_id: 'a\u0000b' })],
    ['a start without a number', json({ ...start, to: undefined })],
    ['a number that is none', json({ ...start, to: 'office' })],
    ['a time that is none', json({ ...start, at: 'yesterday' })],
    ['a time in two days', json({ ...start, at: RECEIVED / 1000 + 172_800 })],
    ['a status that is none', json({ ...start, event: 'end', status: 'ok' })],
    ['a negative duration', json({ ...start, event: 'end', duration: -1 })],
    ['a duration of ten digits', json({ ...start, event: 'end', duration: 1e9 })],
    ['a recording that is no address', json({ event: 'recording', call_id: 'c', recording_url: 'javascript:alert(1)' })],
    ['a recording without one', json({ event: 'recording', call_id: 'c' })],
  ])('are malformed with %s', (_, request) => {
    expect(generic.read(request, context).kind).toBe('malformed')
  })

  it('never throw, whatever is sent', () => {
    const value = fc.oneof(fc.string(), fc.double(), fc.boolean(), fc.constant(null), fc.array(fc.string()), fc.object())
    const names = ['event', 'call_id', 'leg', 'from', 'to', 'at', 'duration', 'wait', 'status', 'recording_url', 'seq', '__proto__']
    const fields = fc.dictionary(fc.constantFrom(...names), fc.oneof(value, fc.constantFrom('start', 'end', '+74951234567', 'c1')))
    fc.assert(
      fc.property(fields, (some) => {
        const reading = generic.read(json(some), context)
        expect(['events', 'malformed']).toContain(reading.kind)
      }),
    )
  })
})

describe('a call of the generic webhook', () => {
  const at = 1_795_510_800
  const events = [
    start,
    { event: 'answered', call_id: 'c1', to: start.to, at: at + 8 },
    { event: 'end', call_id: 'c1', to: start.to, from: start.from, at: at + 68, duration: 60, wait: 8, status: 'answered' },
    { event: 'recording', call_id: 'c1', at: at + 80, recording_url: 'https://pbx.example.com/1.mp3' },
  ].flatMap((fields) => {
    const reading = generic.read(json(fields), context)
    return reading.kind === 'events' ? reading.events : []
  })

  it('is the same call in any order', () => {
    expect(inAnyOrder(events)).toMatchObject({ status: 'answered', talkSec: 60, waitSec: 8, eventCount: 4, startedAt: at * 1000 })
  })

  it('is a call by its end alone', () => {
    expect(inAnyOrder(events.filter(({ type }) => type === 'end'))).toMatchObject({
      status: 'answered',
      startedAt: at * 1000,
      number: start.to,
    })
  })
})

describe('the answers of the generic webhook', () => {
  it.each<[CallRoute, object]>([
    [
      { action: 'forward', destination: '+74957654321' as E164, ringSeconds: 30, record: false, askOnNoAnswer: false },
      { action: 'forward', destination: '+74957654321', ringSeconds: 30, record: false },
    ],
    [
      { action: 'forward', destination: '+74957654321' as E164, ringSeconds: 30, record: true, askOnNoAnswer: true, whisper: 'Яндекс' },
      { action: 'forward', destination: '+74957654321', ringSeconds: 30, record: true, whisper: 'Яндекс' },
    ],
    [
      { action: 'reject', reason: 'unknown-number' },
      { action: 'reject', reason: 'unknown-number' },
    ],
  ])('tell the route %j', async (route, expected) => {
    const answer = generic.route(route, { ...context, request: aHookRequest() })
    expect(answer.headers.get('content-type')).toContain('application/json')
    expect(await answer.json()).toEqual(expected)
  })
})
