import { generateKeyPairSync, sign } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { E164 } from '../../brands.ts'
import type { CallRoute, HookContext, HookRequest, Reading } from '../provider.port.ts'
import { RECEIVED, aForm, aHookRequest } from './aHookRequest.ts'
import { inAnyOrder } from './inAnyOrder.ts'
import { twilio } from './twilio.ts'

const context: HookContext = { credentials: { authToken: '12345' }, settings: {} }
const LINE = '+74951110001'
const PARENT = 'CA0123456789abcdef0123456789abcdef'
const CHILD = 'CAfedcba9876543210fedcba9876543210'
const read = (request: HookRequest, change: Partial<HookContext['settings']> = {}) => twilio.read(request, { ...context, settings: change })
const eventsOf = (reading: Reading) => (reading.kind === 'events' ? reading.events : [])
const post = (path: string, fields: Record<string, string>, search = '?line=74951110001') => ({
  ...aForm(path, fields),
  query: new URLSearchParams(path === '/' || path === '/status' ? '' : search),
})

/** Parameters as listed at twilio.com/docs/voice/twiml (voice request) and twilio.com/docs/voice/twiml/number (status callback). */
const VOICE = {
  AccountSid: 'AC0123456789abcdef0123456789abcdef',
  ApiVersion: '2010-04-01',
  CallSid: PARENT,
  CallStatus: 'ringing',
  Called: LINE,
  Caller: '+79161234567',
  Direction: 'inbound',
  From: '+79161234567',
  FromCountry: 'RU',
  To: LINE,
  ToCountry: 'RU',
}
const LEG = {
  ...VOICE,
  CallSid: CHILD,
  ParentCallSid: PARENT,
  CallStatus: 'in-progress',
  Direction: 'outbound-dial',
  To: '+74957654321',
  Called: '+74957654321',
  CallbackSource: 'call-progress-events',
  SequenceNumber: '2',
  Timestamp: 'Tue, 24 Nov 2026 09:00:08 +0000',
}
const DIAL = {
  ...VOICE,
  CallStatus: 'in-progress',
  DialCallStatus: 'completed',
  DialCallSid: CHILD,
  DialCallDuration: '60',
  DialBridged: 'true',
}
const STATUS = {
  ...VOICE,
  CallStatus: 'completed',
  CallDuration: '68',
  Duration: '2',
  CallbackSource: 'call-progress-events',
  SequenceNumber: '0',
  Timestamp: 'Tue, 24 Nov 2026 09:01:08 +0000',
}
/** As SignalWire's documentation of the compatible API names them. */
const RECORDING = {
  AccountSid: VOICE.AccountSid,
  CallSid: PARENT,
  RecordingSid: 'RE0123456789abcdef0123456789abcdef',
  RecordingUrl: 'https://api.twilio.com/2010-04-01/Accounts/AC0/Recordings/RE0',
  RecordingStatus: 'completed',
  RecordingDuration: '60',
  RecordingChannels: '2',
}

describe("Twilio's events", () => {
  it('begin with a call that wants a route', () => {
    const start = { externalId: PARENT, type: 'start', at: RECEIVED, direction: 'in', from: '+79161234567', to: LINE }
    const question = { kind: 'start', externalId: PARENT, number: LINE, from: '+79161234567' }
    for (const path of ['/', '/voice']) expect(read(post(path, VOICE, ''))).toEqual({ kind: 'events', events: [start], question })
  })

  it.each(['anonymous', 'Anonymous', '+266696687', '+7378742833', '+2562533', ''])('know a hidden caller: %j', (From) => {
    expect(read(post('/', { ...VOICE, From }, ''))).toMatchObject({ question: { from: null } })
  })

  it("take the callee's leg for the answer, under the parent's id", () => {
    expect(eventsOf(read(post('/leg', LEG)))).toEqual([
      { externalId: PARENT, leg: CHILD, type: 'answered', at: Date.UTC(2026, 10, 24, 9, 0, 8), seq: 2, to: LINE },
    ])
  })

  it.each(['initiated', 'ringing', 'completed', 'no-answer'])("take nothing from the callee's leg that is %s", (CallStatus) => {
    expect(read(post('/leg', { ...LEG, CallStatus }))).toEqual({ kind: 'ignored' })
  })

  it.each([
    ['completed', 'answered', 60],
    ['answered', 'answered', 60],
    ['busy', 'busy', 0],
    ['no-answer', 'no_answer', 0],
    ['failed', 'failed', 0],
    ['canceled', 'canceled', 0],
  ])('end with the bridge: %s is %s', (DialCallStatus, status, talkSec) => {
    expect(eventsOf(read(post('/dial/last', { ...DIAL, DialCallStatus })))).toMatchObject([
      { externalId: PARENT, type: 'end', status, talkSec, to: LINE },
    ])
  })

  it('do not take a completed parent for an answer', () => {
    const events = [...eventsOf(read(post('/', VOICE, ''))), ...eventsOf(read(post('/status', STATUS)))]
    expect(inAnyOrder(events)).toMatchObject({ status: 'no_answer', talkSec: 0 })
  })

  it('tell a caller who hangs up before anybody answers', () => {
    const events = [
      ...eventsOf(read(post('/', VOICE, ''))),
      ...eventsOf(
        read(post('/dial', { ...DIAL, CallStatus: 'completed', DialCallStatus: 'canceled' }), { onNoAnswer: '+74950000000' as E164 }),
      ),
      ...eventsOf(read(post('/status', STATUS))),
    ]
    expect(inAnyOrder(events)).toMatchObject({ status: 'canceled', talkSec: 0 })
  })

  it('ask where to go next when nobody answered and there is somewhere', () => {
    const reading = read(post('/dial', { ...DIAL, DialCallStatus: 'no-answer' }), { onNoAnswer: '+74950000000' as E164 })
    expect(reading).toMatchObject({ events: [{ type: 'modified' }], question: { kind: 'no-answer', externalId: PARENT, number: LINE } })
    expect(read(post('/dial', { ...DIAL, DialCallStatus: 'no-answer' }))).toMatchObject({ events: [{ type: 'end', status: 'no_answer' }] })
  })

  it.each(['busy', 'failed', 'no-answer', 'canceled'])('end a call that never came to an answer of ours: %s', (CallStatus) => {
    expect(eventsOf(read(post('/status', { ...STATUS, CallStatus })))).toMatchObject([
      { type: 'end', status: CallStatus.replace('-', '_') },
    ])
  })

  it('hold recordings', () => {
    expect(eventsOf(read(post('/recording', RECORDING)))).toEqual([
      {
        externalId: PARENT,
        leg: RECORDING.RecordingSid,
        type: 'recording',
        at: RECEIVED,
        to: LINE,
        recordingUrl: `${RECORDING.RecordingUrl}.mp3`,
      },
    ])
    expect(read(post('/recording', { ...RECORDING, RecordingStatus: 'absent' }))).toEqual({ kind: 'ignored' })
  })

  it("read Telnyx' times", () => {
    /** developers.telnyx.com, TeXML hangup callback */
    const [end] = eventsOf(read(post('/status', { ...STATUS, Timestamp: '2021-04-28 21:51:18.731479Z', HangupSource: 'caller' })))
    expect(end!.at).toBe(Date.UTC(2021, 3, 28, 21, 51, 18, 731))
  })

  it.each([
    ['/', { ...VOICE, CallSid: '' }],
    ['/', { ...VOICE, To: 'client:alice' }],
    ['/leg', { ...LEG, ParentCallSid: '' }],
    ['/dial', { ...DIAL, DialCallStatus: 'maybe' }],
    ['/dial', { ...DIAL, DialCallStatus: 'constructor' }],
    ['/recording', { ...RECORDING, RecordingUrl: 'javascript:1' }],
    ['/recording', { ...RECORDING, RecordingSid: '' }],
  ])('at %s are malformed as %j', (path, fields) => {
    expect(read(post(path, fields)).kind).toBe('malformed')
  })

  it('are not at other paths', () => {
    expect(read(post('/elsewhere', VOICE)).kind).toBe('unknown-path')
  })
})

describe('an answered call of Twilio', () => {
  const events = [
    ...eventsOf(read(post('/', VOICE, ''))),
    ...eventsOf(read(post('/leg', LEG))),
    ...eventsOf(read(post('/dial/last', { ...DIAL, Timestamp: 'Tue, 24 Nov 2026 09:01:08 +0000' }))),
    ...eventsOf(read(post('/status', STATUS))),
    ...eventsOf(read(post('/recording', RECORDING))),
  ]
  it('is the same call in any order', () => {
    expect(inAnyOrder(events)).toMatchObject({
      status: 'answered',
      caller: '+79161234567',
      number: LINE,
      startedAt: RECEIVED,
      answeredAt: RECEIVED + 8000,
      endedAt: RECEIVED + 68_000,
      talkSec: 60,
      waitSec: 8,
      recordings: [`${RECORDING.RecordingUrl}.mp3`],
      eventCount: 5,
    })
  })

  it('is known by the end of its bridge alone', () => {
    expect(inAnyOrder(events.filter(({ status }) => status === 'answered'))).toMatchObject({
      status: 'answered',
      talkSec: 60,
      number: LINE,
    })
  })
})

describe('answers in TwiML', () => {
  const forward: CallRoute = {
    action: 'forward',
    destination: '+74957654321' as E164,
    ringSeconds: 20,
    record: true,
    askOnNoAnswer: true,
    whisper: 'Яндекс',
  }
  const told = { ...context, request: post('/', VOICE, '') }
  const xml = (inner: string) => `<?xml version="1.0" encoding="UTF-8"?><Response>${inner}</Response>`

  it("forward as the SDK's builder writes it", async () => {
    // Emitted by `twiml.VoiceResponse` of npm twilio 6.2.0.
    const dial =
      '<Dial timeout="20" answerOnBridge="true" action="https://edge.example.com/v1/hooks/con_1/dial?line=74951110001" method="POST" record="record-from-answer-dual" recordingStatusCallback="https://edge.example.com/v1/hooks/con_1/recording?line=74951110001" recordingStatusCallbackEvent="completed"><Number url="https://edge.example.com/v1/hooks/con_1/whisper?line=74951110001&amp;say=0K_QvdC00LXQutGB" statusCallback="https://edge.example.com/v1/hooks/con_1/leg?line=74951110001" statusCallbackMethod="POST" statusCallbackEvent="answered">+74957654321</Number></Dial>'
    const answer = twilio.route(forward, told)
    expect(answer.headers.get('content-type')).toBe('text/xml; charset=utf-8')
    expect(await answer.text()).toBe(xml(dial))
  })

  it('forward without recording, whisper or a second try', async () => {
    const { whisper: _, ...plain } = forward
    const text = await twilio.route({ ...plain, record: false, askOnNoAnswer: false }, told).text()
    expect(text).toContain('action="https://edge.example.com/v1/hooks/con_1/dial/last?line=74951110001"')
    expect(text).not.toMatch(/record|whisper/)
  })

  it('keep the line through the second try', async () => {
    const request = post('/dial', DIAL)
    expect(await twilio.route(forward, { ...context, request }).text()).toContain('/leg?line=74951110001')
  })

  it.each<[CallRoute, string]>([
    [{ action: 'reject', reason: 'blocked' }, '<Reject reason="busy"/>'],
    [{ action: 'reject', reason: 'unknown-number' }, '<Reject reason="busy"/>'],
    [{ action: 'reject', reason: 'no-route' }, '<Hangup/>'],
  ])('turn away: %j', async (route, inner) => {
    expect(await twilio.route(route, told).text()).toBe(xml(inner))
  })

  it('whisper what the callee should know', async () => {
    const request = post('/whisper', LEG, '?line=74951110001&say=0K_QvdC00LXQutGB')
    expect(read(request)).toEqual({ kind: 'whisper', externalId: PARENT, text: 'Яндекс' })
    const answer = twilio.whisper!('Яндекс & "Ко" <1>', { ...context, settings: { language: 'ru-RU' }, request })
    expect(await answer.text()).toBe(xml('<Say language="ru-RU">Яндекс &amp; "Ко" &lt;1&gt;</Say>'))
    expect(await twilio.whisper!('', { ...context, request }).text()).toBe('<?xml version="1.0" encoding="UTF-8"?><Response/>')
  })

  it('acknowledge with an empty one', async () => {
    expect(await twilio.acknowledge(told).text()).toBe('<?xml version="1.0" encoding="UTF-8"?><Response/>')
  })
})

describe("Telnyx TeXML's signature", () => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const telnyxPublicKey = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64')
  const body = new URLSearchParams(VOICE).toString()
  const request = (seconds = 0, over = body) => {
    const t = String(RECEIVED / 1000 + seconds)
    const signature = sign(null, Buffer.from(`${t}|${body}`), privateKey).toString('base64')
    return aHookRequest({ body: over, headers: { 'telnyx-signature-ed25519': signature, 'telnyx-timestamp': t } })
  }
  const verify = (one: HookRequest, credentials: Record<string, string>) => twilio.verify(one, { credentials, settings: {}, now: RECEIVED })

  it.each<[string, HookRequest, Record<string, string>, string]>([
    ['genuine', request(), { telnyxPublicKey }, 'genuine'],
    ['of another body', request(0, `${body}&a=1`), { telnyxPublicKey }, 'forged'],
    ['five minutes and a second old', request(-301), { telnyxPublicKey }, 'stale'],
    ['of another key', request(), { telnyxPublicKey: Buffer.alloc(32, 3).toString('base64') }, 'forged'],
    ['checked with no key', request(), { authToken: '12345' }, 'forged'],
    ['checked with a broken key', request(), { telnyxPublicKey: '!' }, 'forged'],
    ['none', aHookRequest({ body }), { telnyxPublicKey }, 'forged'],
  ])('%s', async (_, one, credentials, verdict) => {
    expect(await verify(one, credentials)).toBe(verdict)
  })
})
