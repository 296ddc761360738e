import { describe, expect, it } from 'vitest'
import type { AccountId, ConnectionId, E164, RegionCode, RouteId, SiteKey } from '../brands.ts'
import { RotaryError } from '../errors.ts'
import type { NumberRecord } from '../pool/directory.port.ts'
import type { CallNote } from '../pool/pool.port.ts'
import type { CallDelivery } from './callDelivery.ts'
import type { Connection } from './connection.ts'
import { RECEIVED, aForm, aHookRequest } from './providers/aHookRequest.ts'
import { adapters } from './providers/adapters.ts'
import { signGeneric } from './providers/generic.ts'
import type { CallPorts } from './calls.port.ts'
import { rememberUnlimited } from './rememberUnlimited.ts'
import { takeCall } from './takeCall.ts'

const LINE = '+74951110001' as E164
const OFFICE = '+74957654321' as E164
const FALLBACK = '+74950000000' as E164
const secret = 'whsec_demo'

const aRecord = (change: Partial<NumberRecord> = {}): NumberRecord => ({
  number: LINE,
  account: 'acc_1' as AccountId,
  site: 'pk_demo' as SiteKey,
  route: 'rou_1' as RouteId,
  region: 'RU-MOW' as RegionCode,
  connection: 'con_1' as ConnectionId,
  destination: OFFICE,
  state: 'active',
  ...change,
})

const aConnection = (change: Partial<Connection> = {}): Connection => ({
  id: 'con_1' as ConnectionId,
  account: 'acc_1' as AccountId,
  provider: 'generic',
  credentials: { secret },
  settings: {},
  fallback: FALLBACK,
  ...change,
})

const down = () => Promise.reject(new Error('down'))
const never = () => new Promise<never>(() => {})

/** Stores that remember; each can be replaced by one that fails. */
function world(change: Partial<CallPorts> = {}, { connection = aConnection(), records = [aRecord()] } = {}) {
  const outbox: CallDelivery[] = []
  const ledger: CallDelivery[] = []
  const rung: SiteKey[] = []
  const byNumber = new Map(records.map((record) => [record.number, record]))
  const ports: CallPorts = {
    adapters,
    findConnection: async (id) => (id === connection.id ? connection : null),
    numbers: { find: async (number) => byNumber.get(number) ?? null },
    pool: {
      call: async ({ event, number }: CallNote) => {
        outbox.push(JSON.parse(event) as CallDelivery)
        return { at: RECEIVED, history: { number, holders: [], lastCall: null } }
      },
    },
    meter: { count: async () => ({ kind: 'unlimited' }) },
    unlimited: rememberUnlimited(() => RECEIVED),
    ledger: {
      findNumber: async () => null,
      store: async (deliveries) => {
        ledger.push(...deliveries)
      },
      findSource: async () => null,
    },
    ring: (site) => rung.push(site),
    written: () => {},
    stored: () => {},
    patience: 50,
    ...change,
  }
  const send = async (fields: object, to = 'con_1') => {
    const body = JSON.stringify(fields)
    const request = aHookRequest({ body, headers: { 'x-signature': await signGeneric(body, { secret, at: RECEIVED }) } })
    const answer = await takeCall({ connectionId: to, request, ports, now: RECEIVED })
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
  }
  return { ports, outbox, ledger, rung, send }
}

const start = { event: 'start', call_id: 'c1', from: '+79161234567', to: LINE }
const deadHot = { numbers: { find: down }, pool: { call: down } }
const noLedger = { findNumber: async () => null, store: async () => {} }
const deadLedger = { findNumber: down, store: down, findSource: down }
const withRecord = (record: NumberRecord, stored: CallDelivery[]) => ({
  findNumber: async () => record,
  store: async (deliveries: CallDelivery[]) => {
    stored.push(...deliveries)
  },
  findSource: down,
})

describe('a call that starts', () => {
  it('is written to the outbox with its line, and answered with where it goes', async () => {
    const { send, outbox, ledger, rung } = world()
    expect(await send(start)).toEqual({ status: 200, body: { action: 'forward', destination: OFFICE, ringSeconds: 30, record: false } })
    expect(outbox).toEqual([
      {
        connection: 'con_1',
        account: 'acc_1',
        line: { site: 'pk_demo', route: 'rou_1', region: 'RU-MOW', source: null },
        receivedAt: RECEIVED,
        event: { externalId: 'c1', type: 'start', at: RECEIVED, direction: 'in', from: '+79161234567', to: LINE },
      },
    ])
    expect(ledger).toEqual([])
    expect(rung).toEqual(['pk_demo'])
  })

  it.each<[string, Partial<CallPorts>]>([
    ['is down', deadHot],
    ['does not answer', { numbers: { find: never }, pool: { call: never } }],
    ['answers reads only', { pool: { call: down } }],
  ])('is routed and written by Postgres where the hot state %s', async (_, broken) => {
    const stored: CallDelivery[] = []
    const { send } = world({ ...broken, ledger: withRecord(aRecord(), stored) })
    expect((await send(start)).body).toMatchObject({ action: 'forward', destination: OFFICE })
    expect(stored).toHaveLength(1)
    expect(stored[0]!.line).toMatchObject({ site: 'pk_demo' })
  })

  it('is found in Postgres where the hot state was wiped', async () => {
    const { send, outbox } = world({ ledger: withRecord(aRecord(), []) }, { records: [] })
    expect((await send(start)).body).toMatchObject({ destination: OFFICE })
    expect(outbox).toHaveLength(1)
  })

  it('goes to the fallback where both stores are down', async () => {
    const { send } = world({ ...deadHot, ledger: deadLedger })
    expect((await send(start)).body).toMatchObject({ action: 'forward', destination: FALLBACK, fallback: 'unavailable' })
  })

  it('goes on to its destination where only writing fails', async () => {
    const { send } = world({ pool: { call: down }, ledger: deadLedger })
    expect((await send(start)).body).toMatchObject({ destination: OFFICE })
  })

  it('on an unknown number goes to the fallback and is stored without a line', async () => {
    const { send, ledger, outbox } = world({}, { records: [] })
    expect((await send(start)).body).toMatchObject({ destination: FALLBACK, fallback: 'unknown-number' })
    expect(outbox).toEqual([])
    expect(ledger).toMatchObject([{ line: null, event: { to: LINE } }])
  })

  it('on an unknown number is rejected where there is no fallback', async () => {
    const { send } = world({}, { records: [], connection: aConnection({ fallback: null }) })
    expect((await send(start)).body).toEqual({ action: 'reject', reason: 'unknown-number' })
  })

  it("on another account's number is a call on an unknown number", async () => {
    const { send, outbox, ledger } = world(
      {},
      { records: [aRecord({ account: 'acc_2' as AccountId, connection: 'con_2' as ConnectionId })] },
    )
    expect((await send(start)).body).toMatchObject({ destination: FALLBACK, fallback: 'unknown-number' })
    expect(outbox).toEqual([])
    expect(ledger[0]).toMatchObject({ account: 'acc_1', line: null })
  })

  it('on a number of the shared inventory that is led over this connection is the call of the company that has the number', async () => {
    const { send, outbox } = world({}, { records: [aRecord({ account: 'acc_2' as AccountId })] })
    expect((await send(start)).body).toMatchObject({ destination: OFFICE })
    expect(outbox[0]).toMatchObject({ account: 'acc_2', line: { site: 'pk_demo' } })
  })

  it('is never sent to a tracking number', async () => {
    const circle = [aRecord({ destination: '+74951110002' as E164 }), aRecord({ number: '+74951110002' as E164 })]
    const { send } = world({}, { records: circle })
    expect((await send(start)).body).toMatchObject({ destination: FALLBACK, fallback: 'destination-refused' })
  })

  it('is never sent out of the countries that the connection allows', async () => {
    const { send } = world({}, { connection: aConnection({ settings: { countries: ['US'] }, fallback: null }) })
    expect((await send(start)).body).toEqual({ action: 'reject', reason: 'destination-refused' })
  })

  it('from a blocked caller is rejected, kept and marked', async () => {
    const { send, outbox } = world({}, { connection: aConnection({ settings: { blocked: ['+79161234567' as E164] } }) })
    expect((await send(start)).body).toEqual({ action: 'reject', reason: 'blocked' })
    expect(outbox.map(({ event }) => event.type)).toEqual(['start', 'spam'])
  })

  it('is answered with the ring time, recording and whisper of the connection', async () => {
    const settings = { ringSeconds: 20, record: true, whisper: '{source} {region}' }
    const { send } = world({}, { connection: aConnection({ settings }), records: [aRecord({ source: 'Avito' })] })
    expect((await send(start)).body).toEqual({
      action: 'forward',
      destination: OFFICE,
      ringSeconds: 20,
      record: true,
      whisper: 'Avito RU-MOW',
    })
  })
})

describe('other events', () => {
  it('are written and acknowledged', async () => {
    const { send, outbox } = world()
    expect(await send({ event: 'end', call_id: 'c1', to: LINE, duration: 65 })).toEqual({ status: 200, body: { ok: true } })
    expect(outbox).toMatchObject([{ event: { type: 'end', talkSec: 65 } }])
  })

  it('that name no number are written to Postgres, where their call is known', async () => {
    const { send, outbox, ledger } = world()
    expect((await send({ event: 'answered', call_id: 'c1' })).status).toBe(200)
    expect(outbox).toEqual([])
    expect(ledger).toMatchObject([{ line: null, event: { externalId: 'c1', type: 'answered' } }])
  })

  it('that cannot be written are refused with 503, so that the provider sends them again', async () => {
    const { send } = world({ ...deadHot, ledger: deadLedger })
    await expect(send({ event: 'end', call_id: 'c1', to: LINE })).rejects.toMatchObject({ code: 'unavailable', status: 503 })
  })
})

describe('a call of a provider that asks again', () => {
  const connection = aConnection({
    provider: 'twilio',
    credentials: { authToken: '12345' },
    settings: { onNoAnswer: '+74950000001' as E164, whisper: 'Звонок: {source}, {region}' },
  })
  const PARENT = 'CA0123456789abcdef0123456789abcdef'
  /** What Twilio posts, with the signature taken for granted: it has tests of its own. */
  const twilioWorld = (change: Partial<CallPorts> = {}) => {
    const genuine = { ...adapters.twilio, verify: async () => 'genuine' as const }
    const { ports, outbox } = world({ adapters: { ...adapters, twilio: genuine }, ...change }, { connection })
    const send = async (path: string, fields: Record<string, string>, search = '') => {
      const request = { ...aForm(path, { CallSid: PARENT, From: '+79161234567', To: LINE, ...fields }), query: new URLSearchParams(search) }
      return (await takeCall({ connectionId: 'con_1', request, ports, now: RECEIVED })).text()
    }
    return { send, outbox }
  }

  it('goes to the next number when nobody answered, and then no further', async () => {
    const { send, outbox } = twilioWorld()
    expect(await send('/', { CallStatus: 'ringing' })).toContain(`>${OFFICE}</Number>`)
    const next = await send('/dial', { CallStatus: 'in-progress', DialCallStatus: 'no-answer' }, 'line=74951110001')
    expect(next).toContain('>+74950000001</Number>')
    expect(next).toContain('/dial/last?')
    expect(await send('/dial/last', { CallStatus: 'in-progress', DialCallStatus: 'busy' }, 'line=74951110001')).not.toContain('<Dial')
    expect(outbox.map(({ event }) => [event.type, event.status])).toEqual([
      ['start', undefined],
      ['modified', undefined],
      ['end', 'busy'],
    ])
  })

  it.each<[string, Partial<CallPorts>, string]>([
    [
      'the source of the visit where it is known by now',
      { ledger: { ...noLedger, findSource: async () => 'Яндекс' } },
      'Звонок: Яндекс, RU-MOW',
    ],
    ['no source where it is not', { ledger: { ...noLedger, findSource: async () => null } }, 'Звонок: , RU-MOW'],
    ['no source where nobody can be asked', { ledger: { ...noLedger, findSource: never } }, 'Звонок: , RU-MOW'],
  ])('whispers %s', async (_, change, text) => {
    const { send } = twilioWorld(change)
    const route = await send('/', { CallStatus: 'ringing' })
    const [, search] = /\/whisper\?([^"]*)"/.exec(route)!
    expect(await send('/whisper', { ParentCallSid: PARENT }, search!.replaceAll('&amp;', '&'))).toContain(`<Say>${text}</Say>`)
  })
})

describe("a request that is not the provider's", () => {
  const refused = async (promise: Promise<unknown>) => {
    const error = await promise.then(
      () => null,
      (fault: unknown) => fault,
    )
    expect(error).toBeInstanceOf(RotaryError)
    return (error as RotaryError).code
  }

  it('is refused for a connection that does not exist', async () => {
    const { send } = world()
    expect(await refused(send(start, 'con_2'))).toBe('not_found')
  })

  it('is refused for a wrong signature, and nothing is written', async () => {
    const { ports, outbox, ledger } = world()
    const request = aHookRequest({ body: JSON.stringify(start), headers: { 'x-signature': 't=1,v1=00' } })
    expect(await refused(takeCall({ connectionId: 'con_1', request, ports, now: RECEIVED }))).toBe('bad_signature')
    expect([outbox, ledger]).toEqual([[], []])
  })

  it('is refused where it is malformed', async () => {
    const { send } = world()
    expect(await refused(send({ event: 'start' }))).toBe('invalid_body')
  })
})
