import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { CallEvent } from '../callEvent.ts'
import type { Reading } from '../provider.port.ts'
import { RECEIVED, aForm, aHookRequest } from './aHookRequest.ts'
import { inAnyOrder } from './inAnyOrder.ts'
import { mango } from './mango.ts'

const credentials = { apiKey: 'test_key', apiSalt: 'test_salt' }
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const post = (path: string, json: string | object, { sign, key = 'test_key' }: { sign?: string; key?: string } = {}) => {
  const text = typeof json === 'string' ? json : JSON.stringify(json)
  return aForm(path, { vpbx_api_key: key, sign: sign ?? sha256(`${key}${text}test_salt`), json: text })
}
const verify = (request: ReturnType<typeof post>, given: Record<string, string> = credentials) =>
  mango.verify(request, { credentials: given, settings: {}, now: RECEIVED })
const read = (path: string, json: string | object) => mango.read(post(path, json), { credentials, settings: {} })
const eventsOf = (reading: Reading) => (reading.kind === 'events' ? reading.events : [])

/** Key test_key, salt test_salt; signed by the algorithm of mango-vpbx `src/helpers/sign.js`. */
const VECTOR =
  '{"entry_id":"MTIz","call_id":"MToxMjM=","timestamp":1700000000,"seq":1,"call_state":"Appeared","location":"ivr","from":{"number":"79991234567"},"to":{"number":"74951234567","line_number":"74951234567"},"dct":{"type":0}}'
const VECTOR_SIGN = 'e44964b97263790fa52205dec82150562ecfd9bbf10c871f2d576d022b22b0d1'

/** mango-vpbx README, the identifiers completed. */
const SAMPLE =
  '{"entry_id":"MzUyODbvczg4OTo0MDE=","call_id":"MzUyODbvczg4OTo0MDEMzUyODbvczg4O","timestamp":1522347638,"seq":1,"call_state":"Appeared","location":"abonent","from":{"number":"74991102914","taken_from_call_id":"MzUyODbvczg4OTo0MDA="},"to":{"extension":"101","number":"sip:example@domain.mangosip.ru","line_number":"74952129298","acd_group":"22"},"dct":{"type":0}}'

describe("Mango's signature", () => {
  it('is accepted for the published vector', async () => {
    expect(await verify(post('/events/call', VECTOR, { sign: VECTOR_SIGN }))).toBe('genuine')
  })

  it.each([
    ['another text', post('/events/call', `${VECTOR} `, { sign: VECTOR_SIGN })],
    ['another key', post('/events/call', VECTOR, { key: 'other' })],
    ['no signature', post('/events/call', VECTOR, { sign: '' })],
    ['no form', aHookRequest({ body: VECTOR, path: '/events/call' })],
    [
      'a GET',
      aHookRequest({
        method: 'GET',
        path: '/events/call',
        search: `?vpbx_api_key=test_key&json=${encodeURIComponent(VECTOR)}&sign=${VECTOR_SIGN}`,
      }),
    ],
  ])('is refused with %s', async (_, request) => {
    expect(await verify(request)).toBe('forged')
  })

  it('is refused where the connection has no key or salt', async () => {
    const request = aForm('/events/call', { vpbx_api_key: '', json: '{}', sign: sha256('{}') })
    expect(await verify(request, {})).toBe('forged')
  })
})

describe("Mango's ping", () => {
  it('is answered', async () => {
    expect(mango.echo?.(aHookRequest({ path: '/ping' }))?.status).toBe(200)
    expect(mango.echo?.(aHookRequest({ path: '/events/call' }))).toBeNull()
  })
})

describe("Mango's events", () => {
  it('of the vector and of the README are starts', () => {
    expect(eventsOf(read('/events/call', VECTOR))).toEqual([
      {
        externalId: 'MTIz',
        leg: 'MToxMjM=',
        type: 'start',
        at: 1_700_000_000_000,
        seq: 1,
        direction: 'in',
        from: '+79991234567',
        to: '+74951234567',
      },
    ])
    expect(eventsOf(read('/events/call', SAMPLE))).toMatchObject([{ type: 'start', from: '+74991102914', to: '+74952129298' }])
  })

  const call = JSON.parse(VECTOR) as Record<string, unknown>
  it.each<[string, object, Partial<CallEvent>]>([
    ['an employee who answers', { call_state: 'Connected', location: 'abonent' }, { type: 'answered' }],
    ['a menu that answers is not a human', { call_state: 'Connected', location: 'ivr' }, { type: 'modified' }],
    ['a queue that answers is not a human', { call_state: 'Connected', location: 'queue' }, { type: 'modified' }],
    [
      'the end of a leg is not the end of the call',
      { call_state: 'Disconnected', location: 'abonent', disconnect_reason: 1120 },
      { type: 'modified' },
    ],
    ['hold', { call_state: 'OnHold', location: 'abonent' }, { type: 'modified' }],
    ['a dynamic number', { dct: { type: 1, number: '74951110001' } }, { to: '+74951110001' as never }],
    ['a hidden caller', { from: { number: '' } }, { from: null }],
    ['numbers as text', { timestamp: '1700000001', seq: '2' }, { at: 1_700_000_001_000, seq: 2 }],
  ])('%s', (_, change, expected) => {
    expect(eventsOf(read('/events/call', { ...call, ...change }))).toMatchObject([expected])
  })

  it('of a call from the black list mark it as spam', () => {
    const events = eventsOf(read('/events/call', { ...call, call_state: 'Disconnected', disconnect_reason: 1151 }))
    expect(events.map(({ type }) => type)).toEqual(['modified', 'spam'])
  })

  it('that carry an employee do not say who called', () => {
    const events = eventsOf(read('/events/call', { ...call, from: { extension: '101', number: '74957654321' } }))
    expect(events[0]).not.toHaveProperty('from')
  })

  it.each<[string, string, object]>([
    ['a call that an employee makes', '/events/call', { ...call, from: { extension: '101' }, to: { number: '79161234567' } }],
    ['the summary of an outgoing call', '/events/summary', { entry_id: 'e', call_direction: 2, create_time: 1, end_time: 2 }],
    ['the summary of an internal call', '/events/summary', { entry_id: 'e', call_direction: 0, create_time: 1, end_time: 2 }],
    ['digits', '/events/dtmf', {}],
    ['a recording that is not ready', '/events/recording', {}],
    ['the answer of a command', '/result/callback', {}],
  ])('say nothing of an incoming call: %s', (_, path, json) => {
    expect(read(path, json)).toEqual({ kind: 'ignored' })
  })

  it.each([
    ['/events/call', '[]'],
    ['/events/call', 'no'],
    ['/events/call', {}],
    ['/events/call', { ...call, timestamp: 'now' }],
    ['/events/call', { ...call, entry_id: 'a\u0000b' }],
    ['/events/summary', { entry_id: 'e' }],
    ['/events/record/added', { entry_id: 'e' }],
  ])('at %s are malformed as %j', (path, json) => {
    expect(read(path, json).kind).toBe('malformed')
  })

  it('are not at other paths', () => {
    expect(read('/elsewhere', {}).kind).toBe('unknown-path')
  })
})

/** mango-vpbx `test/realtime.spec.js`, adapted. */
const SUMMARY = {
  entry_id: 'MzUy',
  call_direction: 1,
  from: { number: '74995013402' },
  to: { extension: '360', number: 'sip:user@domain.mangosip.ru' },
  line_number: '74991102914',
  create_time: 1516454940,
  forward_time: 1516454940,
  talk_time: 1516454940,
  end_time: 1516454946,
  entry_result: 1,
  disconnect_reason: 1110,
}

describe("Mango's summary", () => {
  it('ends the call', () => {
    expect(eventsOf(read('/events/summary', SUMMARY))).toEqual([
      {
        externalId: 'MzUy',
        type: 'end',
        at: 1_516_454_946_000,
        direction: 'in',
        from: '+74995013402',
        to: '+74991102914',
        status: 'answered',
        talkSec: 6,
        waitSec: 0,
        totalSec: 6,
      },
    ])
  })

  it.each([
    [1110, 'canceled'],
    [1111, 'no_answer'],
    [1121, 'busy'],
    [1122, 'rejected'],
    [1131, 'failed'],
    [1170, 'no_answer'],
    [2000, 'failed'],
    [5000, 'failed'],
    [undefined, 'no_answer'],
  ])('without talk and with reason %s is %s', (disconnect_reason, status) => {
    const [end] = eventsOf(read('/events/summary', { ...SUMMARY, talk_time: 0, entry_result: 0, disconnect_reason }))
    expect(end).toMatchObject({ status, talkSec: 0, waitSec: 6 })
  })
})

describe('a call through menu, queue and employee', () => {
  const leg = (call_id: string, seq: number, call_state: string, location: string, timestamp: number) => ({
    entry_id: 'E1',
    call_id,
    seq,
    call_state,
    location,
    timestamp,
    from: { number: '79161234567' },
    to: { line_number: '74951110001' },
    dct: { type: 1, number: '74951110001' },
  })
  const T = 1_795_510_800
  const events = [
    ...[
      leg('L1', 1, 'Appeared', 'ivr', T),
      leg('L1', 2, 'Connected', 'ivr', T),
      leg('L1', 3, 'Disconnected', 'ivr', T + 5),
      leg('L2', 1, 'Appeared', 'queue', T + 5),
      leg('L3', 1, 'Appeared', 'abonent', T + 6),
      leg('L3', 2, 'Connected', 'abonent', T + 12),
      leg('L3', 3, 'Disconnected', 'abonent', T + 72),
    ].flatMap((json) => eventsOf(read('/events/call', json))),
    ...eventsOf(
      read('/events/summary', {
        ...SUMMARY,
        entry_id: 'E1',
        from: { number: '79161234567' },
        line_number: '74951110001',
        create_time: T,
        talk_time: T + 12,
        end_time: T + 72,
      }),
    ),
    ...eventsOf(read('/events/record/added', { entry_id: 'E1', product_id: 1, user_id: 2, recording_id: 'R1', timestamp: T + 80 })),
  ]

  it('is the same call in any order', () => {
    expect(inAnyOrder(events)).toMatchObject({
      status: 'answered',
      caller: '+79161234567',
      number: '+74951110001',
      startedAt: T * 1000,
      answeredAt: (T + 12) * 1000,
      endedAt: (T + 72) * 1000,
      talkSec: 60,
      waitSec: 12,
      recordings: ['mango:R1'],
    })
  })

  it('is the same call where only its summary came', () => {
    expect(inAnyOrder(events.filter(({ type }) => type === 'end'))).toMatchObject({
      status: 'answered',
      caller: '+79161234567',
      startedAt: T * 1000,
      answeredAt: (T + 12) * 1000,
      talkSec: 60,
      waitSec: 12,
    })
  })
})
