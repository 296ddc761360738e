import { createHash, createHmac } from 'node:crypto'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { HookRequest } from '../provider.port.ts'
import { aHookRequest } from './aHookRequest.ts'
import { isTwilioSigned } from './twilioSignature.ts'

const TOKEN = '12345'
const FORM = { 'content-type': 'application/x-www-form-urlencoded' }
const at = (url: string, body = '', headers: Record<string, string> = {}): HookRequest => ({
  ...aHookRequest({ body, headers: { ...FORM, ...headers }, search: new URL(url).search }),
  url,
})
const signed = (url: string, body: string, signature: string) => isTwilioSigned(at(url, body, { 'x-twilio-signature': signature }), TOKEN)

/** twilio-node `spec/validation.spec.js` */
const SPEC_URL = 'https://mycompany.com/myapp.php?foo=1&bar=2'
const SPEC_BODY = 'CallSid=CA1234567890ABCDE&Caller=%2B14158675309&Digits=1234&From=%2B14158675309&To=%2B18005551212'
const SPEC_SIGNATURE = 'RSOYDt4T1cUTdK1PDd93/VVr8B8='
const JSON_URL = `${SPEC_URL}&bodySHA256=0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620`
const JSON_BODY = '{"property": "value", "boolean": true}'
const JSON_SIGNATURE = 'a9nBmqA0ju/hNViExpshrM61xv4='

describe("Twilio's signature", () => {
  it('is accepted for the vectors of its SDK', async () => {
    expect(await signed(SPEC_URL, SPEC_BODY, SPEC_SIGNATURE)).toBe(true)
    const json = at(JSON_URL, JSON_BODY, { 'content-type': 'application/json', 'x-twilio-signature': JSON_SIGNATURE })
    expect(await isTwilioSigned(json, TOKEN)).toBe(true)
  })

  /** Emitted by `getExpectedTwilioSignature` of npm twilio 6.2.0. */
  const BASE = 'https://edge.example.com/v1/hooks/con_1'
  const VOICE = {
    AccountSid: 'AC0123456789abcdef0123456789abcdef',
    ApiVersion: '2010-04-01',
    CallSid: 'CA0123456789abcdef0123456789abcdef',
    CallStatus: 'ringing',
    Called: '+74951110001',
    Caller: '+79161234567',
    Direction: 'inbound',
    From: '+79161234567',
    To: '+74951110001',
  }
  it.each([
    ['a start', BASE, new URLSearchParams(VOICE), 'hC+cjIfHnSyRJwW6SBoqSQ2cbxs='],
    ['the standard port', BASE, new URLSearchParams(VOICE), '3OOMwCvcYD4N/rXuQfu0nHMXZSo='],
    [
      'a query and letters of all kinds',
      `${BASE}/leg?line=74951110001`,
      new URLSearchParams({ ...VOICE, CallerName: 'Иван & Ко = «да»' }),
      '+AnBnLI48vm/qM116dvw5SvnOes=',
    ],
    ['no fields', `${BASE}/status`, new URLSearchParams(), 'dweP+7iKw76WVp7Q2ku9qygtrrs='],
    [
      'a repeated field',
      BASE,
      new URLSearchParams([...Object.entries(VOICE), ['Digits', '2'], ['Digits', '1'], ['Digits', '1']]),
      'u+2oIHOLzRxb4oNKjbPVs267kOg=',
    ],
  ])('is accepted as its SDK signs %s', async (_, url, fields, signature) => {
    expect(await signed(url, fields.toString(), signature)).toBe(true)
  })

  it.each([
    ['another token', isTwilioSigned(at(SPEC_URL, SPEC_BODY, { 'x-twilio-signature': SPEC_SIGNATURE }), '54321')],
    ['another address', signed(`${SPEC_URL}3`, SPEC_BODY, SPEC_SIGNATURE)],
    ['another host', signed(SPEC_URL.replace('mycompany', 'yourcompany'), SPEC_BODY, SPEC_SIGNATURE)],
    ['another port', signed(SPEC_URL.replace('.com', '.com:444'), SPEC_BODY.replace('1234', '4321'), SPEC_SIGNATURE)],
    ['another value', signed(SPEC_URL, SPEC_BODY.replace('Digits=1234', 'Digits=1235'), SPEC_SIGNATURE)],
    ['one field more', signed(SPEC_URL, `${SPEC_BODY}&CallStatus=completed`, SPEC_SIGNATURE)],
    ['no signature', signed(SPEC_URL, SPEC_BODY, '')],
    ['no header', isTwilioSigned(at(SPEC_URL, SPEC_BODY), TOKEN)],
    ['another JSON', signed(JSON_URL, `${JSON_BODY} `, JSON_SIGNATURE)],
    [
      'JSON that no hash covers',
      isTwilioSigned(
        at(SPEC_URL, '{}', {
          'content-type': 'application/json',
          'x-twilio-signature': createHmac('sha1', TOKEN).update(`${SPEC_URL}{}`).digest('base64'),
        }),
        TOKEN,
      ),
    ],
    ['no UTF-8', isTwilioSigned({ ...at(SPEC_URL, '', { 'x-twilio-signature': SPEC_SIGNATURE }), body: new Uint8Array([0xff]) }, TOKEN)],
  ])('is refused with %s', async (_, verdict) => {
    expect(await verdict).toBe(false)
  })

  it('covers any form that a provider can send', async () => {
    const field = fc.tuple(fc.string({ minLength: 1, maxLength: 8, unit: 'grapheme' }), fc.string({ maxLength: 12, unit: 'grapheme' }))
    await fc.assert(
      fc.asyncProperty(fc.array(field, { maxLength: 6 }), async (fields) => {
        const body = new URLSearchParams(fields).toString()
        const params = new URLSearchParams(body)
        const names = [...new Set(params.keys())].sort()
        const text = names.flatMap((name) => [...new Set(params.getAll(name))].sort().map((value) => name + value)).join('')
        expect(
          await signed(
            SPEC_URL,
            body,
            createHmac('sha1', TOKEN)
              .update(SPEC_URL + text)
              .digest('base64'),
          ),
        ).toBe(true)
      }),
      { numRuns: 100 },
    )
  })
})

describe("SignalWire's signature", () => {
  const url = 'https://edge.example.com/v1/hooks/con_1'
  it("is accepted in Twilio's way under its own header", async () => {
    expect(await isTwilioSigned(at(SPEC_URL, SPEC_BODY, { 'x-signalwire-signature': SPEC_SIGNATURE }), TOKEN)).toBe(true)
  })

  it('is accepted over the address and the raw body in hex', async () => {
    const body = '{"event":"x"}'
    const signature = createHmac('sha1', TOKEN)
      .update(url + body)
      .digest('hex')
    const headers = { 'content-type': 'application/json', 'x-signalwire-signature': signature }
    expect(await isTwilioSigned(at(url, body, headers), TOKEN)).toBe(true)
    expect(await isTwilioSigned(at(url, `${body} `, headers), TOKEN)).toBe(false)
  })

  it('does not pass a hash of the body for a signature', async () => {
    const body = 'a=1'
    const hash = createHash('sha1')
      .update(url + body)
      .digest('hex')
    expect(await isTwilioSigned(at(url, body, { 'x-signalwire-signature': hash }), TOKEN)).toBe(false)
  })
})
