import { createHash, createHmac } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ConnectionId, E164 } from '../brands.ts'
import { DEMO } from '../dev/seed.ts'
import { lease } from '../dev/aVisit.ts'
import { hasRedisServer } from '../dev/redis/startTestRedis.ts'
import { CallProblem, placeCall } from '../dev/placeCall.ts'
import { signedHook } from '../dev/signedHook.ts'
import { TEST_HOOK_SECRET, TEST_MASTER_KEY } from '../dev/testSecrets.ts'
import { type TestServices, createTestServices } from '../dev/testServices.ts'
import type { Provider } from './callEvent.ts'
import { callEvents, calls, connections } from './calls.table.ts'
import type { Credentials } from './connection.ts'
import { importMasterKeys } from '../crypto/envelope.ts'
import { sealCredentials } from './credentials.ts'

describe.skipIf(!hasRedisServer)('webhooks of a telephony provider', () => {
  let world: TestServices
  let serial = 0
  /** ms: callers look at a page for a while; the hot state's own clock cannot be set. */
  const ahead = 40_000
  beforeAll(async () => {
    world = await createTestServices({ clock: () => Date.now() + ahead })
  }, 60_000)
  afterAll(() => world.stop())

  const hook = `/v1/hooks/con_demo/`
  const send = async (fields: object) => world.app.request(hook, await signedHook(fields, TEST_HOOK_SECRET))
  const callsOf = (externalId: string) => world.services.db.select().from(calls).where(eq(calls.externalId, externalId))
  const visit = async () => {
    const answer = await lease(world.app)
    return { session: answer.session, number: answer.slots[0]!.number!.e164 }
  }
  /** Each call from a caller of its own, unless told. */
  const events = (call_id: string, to: string, from = `+7916300${call_id.replaceAll(/\D/g, '').padStart(4, '0')}`) => {
    const at = Date.now() + ahead
    return [
      { event: 'start', call_id, from, to, at },
      { event: 'answered', call_id, from, to, at: at + 8000 },
      { event: 'end', call_id, from, to, at: at + 73_000, duration: 65, status: 'answered' },
    ]
  }

  it('bring a call from the page to its visit', async () => {
    const { session, number } = await visit()
    const call_id = `call-${serial++}`
    const [start, ...rest] = events(call_id, number)
    const answer = await send(start!)
    expect(answer.status).toBe(200)
    expect(await answer.json()).toEqual({ action: 'forward', destination: '+74951234567', ringSeconds: 30, record: false })
    await world.settle()
    expect((await callsOf(call_id))[0]).toMatchObject({ status: 'ringing', session, label: 'page-open', number })
    for (const event of rest) expect((await send(event)).status).toBe(200)
    await world.settle()
    const [call] = await callsOf(call_id)
    expect(call).toMatchObject({ status: 'answered', session, talkSec: 65, waitSec: 8, caller: '+79163000000', site: 'pk_demo' })
    expect(call!.confidence).toBeGreaterThan(0.9)
  })

  it('that come three times each and backwards are one call', async () => {
    const { session, number } = await visit()
    const call_id = `call-${serial++}`
    for (const event of events(call_id, number).toReversed()) {
      for (let i = 0; i < 3; i++) expect((await send(event)).status).toBe(200)
      await world.settle()
    }
    const rows = await callsOf(call_id)
    expect(rows).toHaveLength(1)
    expect(rows[0]).toMatchObject({ status: 'answered', session, eventCount: 3 })
  })

  it('know a caller again who was known with confidence', async () => {
    const from = '+79260000001'
    const first = await visit()
    for (const event of events(`call-${serial++}`, first.number, from)) await send(event)
    await world.settle()
    const second = await visit()
    const call_id = `call-${serial++}`
    for (const event of events(call_id, second.number, from)) await send(event)
    await world.settle()
    expect((await callsOf(call_id))[0]).toMatchObject({ label: 'repeat-caller', session: first.session })
  })

  it('of a hundred calls at once on one number are a hundred calls', async () => {
    const { session, number } = await visit()
    const names = Array.from({ length: 100 }, () => `call-${serial++}`)
    const callers = names.map((_, i) => `+7916200${String(i).padStart(4, '0')}`)
    const answers = await Promise.all(names.map((name, i) => send(events(name, number, callers[i])[0]!)))
    expect(answers.every(({ status }) => status === 200)).toBe(true)
    await Promise.all(names.flatMap((name, i) => events(name, number, callers[i]).slice(1).map(send)))
    await world.settle()
    const rows = (
      await world.services.db
        .select()
        .from(calls)
        .where(eq(calls.number, number as E164))
    ).filter((row) => names.includes(row.externalId))
    expect(rows).toHaveLength(100)
    expect(new Set(rows.map((row) => row.caller)).size).toBe(100)
    expect(rows.every((row) => row.status === 'answered' && row.session === session)).toBe(true)
  })

  it('are stored by Postgres while Redis is away, and routed', async () => {
    const { number } = await visit()
    const call_id = `call-${serial++}`
    const down = () => Promise.reject(new Error('down'))
    const { numbers, pool } = world.services.hot
    const working = { find: numbers.find.bind(numbers), call: pool.call.bind(pool) }
    numbers.find = down
    pool.call = down
    try {
      const answer = await send(events(call_id, number)[0]!)
      expect(await answer.json()).toMatchObject({ action: 'forward', destination: '+74951234567' })
      expect((await callsOf(call_id))[0]).toMatchObject({ status: 'ringing', number, site: 'pk_demo', label: null })
    } finally {
      numbers.find = working.find
      pool.call = working.call
    }
    await send(events(call_id, number)[2]!)
    await world.settle()
    expect((await callsOf(call_id))[0]).toMatchObject({ status: 'answered', label: 'page-open' })
  })

  it('of a robot mark its calls, the earlier ones too', async () => {
    const { number } = await visit()
    const names = [0, 1, 2, 3].map(() => `call-${serial++}`)
    for (const name of names) {
      const [start, , end] = events(name, number, '+79160000911')
      for (const event of [start!, { ...end!, at: start!.at + 3000, duration: 2 }]) await send(event)
      await world.settle()
    }
    const spam = await Promise.all(names.map(async (name) => (await callsOf(name))[0]!.spam))
    expect(spam).toEqual(Array(4).fill('short-repeats'))
  })

  it.each<[string, () => Promise<Response>, number, string]>([
    [
      'an unknown connection',
      async () => world.app.request('/v1/hooks/con_nobody/', await signedHook({}, TEST_HOOK_SECRET)),
      404,
      'not_found',
    ],
    ['a connection that is no id', async () => world.app.request("/v1/hooks/';drop/", { method: 'POST' }), 404, 'not_found'],
    ['no signature', async () => world.app.request(hook, { method: 'POST', body: '{}' }), 401, 'bad_signature'],
    ['the wrong secret', async () => world.app.request(hook, await signedHook({}, 'other')), 401, 'bad_signature'],
    ['PUT', async () => world.app.request(hook, { method: 'PUT', body: '{}' }), 405, 'method_not_allowed'],
    ['a body of 100 KB', async () => send({ event: 'start', call_id: 'x'.repeat(100_000) }), 413, 'body_too_large'],
    ['no fields', async () => send({}), 400, 'invalid_body'],
    ['a NUL in the call', async () => send({ event: 'end', call_id: 'a\u0000' }), 400, 'invalid_body'],
  ])('are refused for %s, and nothing is written', async (_, ask, status, code) => {
    const count = async () => (await world.services.db.select({ key: callEvents.key }).from(callEvents)).length
    const before = await count()
    const answer = await ask()
    expect(answer.status).toBe(status)
    expect(await answer.json()).toMatchObject({ error: { code, message: expect.any(String), requestId: expect.stringMatching(/^req_/) } })
    await world.settle()
    expect(await count()).toBe(before)
  })

  describe('of other providers', () => {
    const connect = async (id: string, provider: Provider, credentials: Credentials) => {
      const sealed = await sealCredentials(credentials, { connection: id as ConnectionId, keys: await importMasterKeys(TEST_MASTER_KEY) })
      const row = { id: id as ConnectionId, accountId: DEMO.account, provider, name: provider, settings: {}, ...sealed }
      await world.services.db.insert(connections).values(row)
    }
    const post = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
      world.app.request(path, { method: 'POST', body: new URLSearchParams(fields), headers })

    it('come from Mango under the prefix that its cabinet was given', async () => {
      await connect('con_mango', 'mango', { apiKey: 'k', apiSalt: 's' })
      const { session, number } = await visit()
      const at = Math.floor((Date.now() + ahead) / 1000)
      const line = number.slice(1)
      const send = (path: string, json: object) => {
        const text = JSON.stringify({ entry_id: 'E1', ...json })
        const sign = createHash('sha256').update(`k${text}s`).digest('hex')
        return post(`/v1/hooks/con_mango${path}`, { vpbx_api_key: 'k', json: text, sign })
      }
      const leg = { call_id: 'L1', from: { number: '79169990001' }, to: { line_number: line }, dct: { type: 1, number: line } }
      const answers = [
        await post('/v1/hooks/con_mango/ping', {}),
        await send('/events/call', { ...leg, seq: 1, timestamp: at, call_state: 'Appeared', location: 'ivr' }),
        await send('/events/call', { ...leg, seq: 2, timestamp: at + 6, call_state: 'Connected', location: 'abonent' }),
        await send('/events/summary', {
          from: { number: '79169990001' },
          line_number: line,
          create_time: at,
          talk_time: at + 6,
          end_time: at + 66,
          entry_result: 1,
        }),
        await send('/events/record/added', { recording_id: 'R1', timestamp: at + 70 }),
        await send('/events/dtmf', { dtmf: '1' }),
      ]
      expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(200))
      await world.settle()
      const [call] = await callsOf('E1')
      expect(call).toMatchObject({
        status: 'answered',
        talkSec: 60,
        waitSec: 6,
        caller: '+79169990001',
        number,
        session,
        recordings: ['mango:R1'],
      })
    })

    it('come from Twilio, signed over the public address, and are answered in TwiML', async () => {
      await connect('con_twilio', 'twilio', { authToken: 'token' })
      const { session, number } = await visit()
      const send = (rest: string, fields: Record<string, string>) => {
        const told = { CallSid: 'CA1', From: '+12125550123', To: number, ...fields }
        const text = Object.entries(told)
          .toSorted(([a], [b]) => (a < b ? -1 : 1))
          .flat()
          .join('')
        const signature = createHmac('sha1', 'token').update(`http://edge.test/v1/hooks/con_twilio${rest}${text}`).digest('base64')
        return post(`/v1/hooks/con_twilio${rest}`, told, { 'x-twilio-signature': signature })
      }
      const answer = await send('', { CallStatus: 'ringing', Direction: 'inbound' })
      expect(answer.headers.get('content-type')).toContain('text/xml')
      const twiml = await answer.text()
      expect(twiml).toContain('>+74951234567</Number>')
      const [, dial] = /action="http:\/\/edge\.test\/v1\/hooks\/con_twilio([^"]*)"/.exec(twiml)!
      const [, leg] = /statusCallback="http:\/\/edge\.test\/v1\/hooks\/con_twilio([^"]*)"/.exec(twiml)!
      await send(leg!, { CallSid: 'CA2', ParentCallSid: 'CA1', CallStatus: 'in-progress', To: '+74951234567', SequenceNumber: '2' })
      await send(dial!, { CallStatus: 'in-progress', DialCallStatus: 'completed', DialCallSid: 'CA2', DialCallDuration: '60' })
      await send('/status', { CallStatus: 'completed', CallDuration: '70', SequenceNumber: '0' })
      await world.settle()
      expect((await callsOf('CA1'))[0]).toMatchObject({
        status: 'answered',
        talkSec: 60,
        caller: '+12125550123',
        number,
        session,
        eventCount: 4,
      })
    })
  })

  describe('that npm run call sends', () => {
    const place = async (to: string, talkSec = 65) => {
      const lines: string[] = []
      await placeCall({
        call: { to: to as E164, from: '+79031112233' as E164, talkSec },
        exchange: { edge: '', connection: 'con_demo', secret: TEST_HOOK_SECRET },
        callId: `demo-${serial++}`,
        print: (line) => lines.push(line),
        now: Date.now,
        fetch: async (path, init) => {
          await world.settle()
          return world.app.request(path, init)
        },
      })
      return lines
    }

    it('are told line by line, down to the visit that called', async () => {
      const { session, number } = await visit()
      const lines = await place(number)
      expect(lines[1]).toBe('The edge answers: ring +74951234567')
      expect(lines[2]).toBe('Answered after 8 s, hung up after 65 s (told, not waited for)')
      expect(lines[3]).toContain(session)
      expect(lines[3]).toContain('google / cpc, campaign windows')
    })

    it('say when the number is not one of ours', async () => {
      await expect(place('+74950009999')).rejects.toThrow(
        new CallProblem("+74950009999 is not one of Rotary's numbers. Call the number that the page shows."),
      )
    })

    it('say when nothing answers', async () => {
      const call = { to: '+74951110001' as E164, from: null, talkSec: 0 }
      const exchange = { edge: 'http://127.0.0.1:1', connection: 'con_demo', secret: 'x' }
      const asking = placeCall({ call, exchange, callId: 'x', print: () => {}, now: Date.now, fetch })
      await expect(asking).rejects.toThrow('Nothing answers at http://127.0.0.1:1. Is Rotary running? Start it with: npm start')
    })
  })
})
