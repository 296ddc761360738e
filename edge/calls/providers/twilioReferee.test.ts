import * as fc from 'fast-check'
import sdk from 'twilio/lib/webhooks/webhooks.js'
import { describe, expect, it } from 'vitest'
import { aHookRequest } from './aHookRequest.ts'
import { isTwilioSigned } from './twilioSignature.ts'

type Params = Record<string, string | string[]>

const TOKEN = '12345'
const RUNS = Number(process.env['ROTARY_RUNS'] ?? 300)

/** The SDK is the referee: what it signs we accept, what it refuses we refuse. */
describe('Twilio’s own SDK', { timeout: 600_000 }, () => {
  const text = fc.string({ maxLength: 12, unit: 'grapheme' })
  const name = fc.string({ minLength: 1, maxLength: 8, unit: 'grapheme' }).filter((one) => one !== 'bodySHA256' && one !== '__proto__')
  const pairs = fc.array(fc.tuple(name, text), { maxLength: 5 })
  const address = fc
    .tuple(fc.constantFrom('http', 'https'), fc.constantFrom('', ':8080', ':443', ':80'), fc.constantFrom('/v1/hooks/con_1', '/'), pairs)
    .map(([scheme, port, path, query]) => {
      const search = new URLSearchParams(query).toString()
      return new URL(`${scheme}://edge.example.com${port}${path}${search && `?${search}`}`).href
    })
  /** As Express reads a form for the SDK. */
  const paramsOf = (body: string): Params => {
    const read = new URLSearchParams(body)
    return Object.fromEntries(
      [...new Set(read.keys())].map((key) => [key, read.getAll(key).length > 1 ? read.getAll(key) : read.get(key)!] as const),
    )
  }
  const ours = (url: string, body: string, signature: string) =>
    isTwilioSigned(
      {
        ...aHookRequest({
          body,
          headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': signature },
          search: new URL(url).search,
        }),
        url,
      },
      TOKEN,
    )
  const numRuns = Math.min(RUNS, 3000)

  it('what it signs is accepted', async () => {
    await fc.assert(
      fc.asyncProperty(address, pairs, async (url, fields) => {
        const body = new URLSearchParams(fields).toString()
        expect(await ours(url, body, sdk.getExpectedTwilioSignature(TOKEN, url, paramsOf(body)))).toBe(true)
      }),
      { numRuns },
    )
  })

  it('what it refuses is refused, and what it accepts accepted', async () => {
    let refused = 0
    await fc.assert(
      fc.asyncProperty(address, pairs, address, pairs, fc.boolean(), fc.boolean(), async (url, fields, otherUrl, otherFields, one, two) => {
        const [body, otherBody] = [new URLSearchParams(fields).toString(), new URLSearchParams(otherFields).toString()]
        const signature = sdk.getExpectedTwilioSignature(TOKEN, one ? otherUrl : url, paramsOf(two ? otherBody : body))
        const verdict = sdk.validateRequest(TOKEN, signature, url, paramsOf(body))
        if (!verdict) refused++
        expect(await ours(url, body, signature)).toBe(verdict)
      }),
      { numRuns },
    )
    expect(refused).toBeGreaterThan(numRuns / 4)
  })
})
