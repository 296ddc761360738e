import { Webhook } from 'standardwebhooks'
import { describe, expect, test } from 'vitest'
import type { E164, RegionCode } from '../brands.ts'
import { csvSupplier } from './csvSupplier.ts'
import { webhookSupplier } from './webhookSupplier.ts'

const REGION = 'RU-MOW' as RegionCode
const order = { id: 'RU-MOW:2026-11-24', region: REGION, count: 2 }

describe('an inventory in a CSV file', () => {
  const FILE = '+74957000001,,con_a\n+78127000001,,con_a\n+74957000002,,con_a\n+74957000003,,con_a\nnonsense,,con_a'
  const supplier = (known: string[]) => csvSupplier({ read: async () => FILE, known: async () => new Set(known as E164[]) })

  test.each<[string[], string[]]>([
    [[], ['+74957000001', '+74957000002']],
    [['+74957000001'], ['+74957000002', '+74957000003']],
    [['+74957000001', '+74957000002', '+74957000003'], []],
  ])('gives the next ones of the region when %j are taken', async (known, given) => {
    expect((await supplier(known).order(order)).map(({ number }) => number)).toEqual(given)
  })
})

describe('a supplier behind a webhook', () => {
  const SECRET = `whsec_${btoa('a secret of at least 24 bytes')}`
  const NOW = Date.now()
  const supplier = (answer: Response, seen: { url?: string; init?: RequestInit } = {}) =>
    webhookSupplier({
      url: 'https://numbers.example/orders',
      secret: SECRET,
      clock: () => NOW,
      fetch: async (url, init) => {
        Object.assign(seen, { url, init })
        return answer
      },
    })

  test('is sent a signed order and gives what it has', async () => {
    const seen: { url?: string; init?: RequestInit } = {}
    const numbers = [
      { number: '+74957000001', connection: 'con_a' },
      { number: 'x', connection: 'con_a' },
      { number: '+74957000002', region: 'RU-MOS', connection: 'con_a' },
    ]
    expect(await supplier(Response.json({ numbers }), seen).order(order)).toEqual([
      { number: '+74957000001', region: 'RU-MOW', connection: 'con_a' },
      { number: '+74957000002', region: 'RU-MOS', connection: 'con_a' },
    ])
    expect(seen.init).toMatchObject({ method: 'POST', redirect: 'manual' })
    expect(new Webhook(SECRET).verify(seen.init!.body as string, seen.init!.headers as Record<string, string>)).toEqual(order)
  })

  test.each([
    ['an error', new Response('', { status: 500 })],
    ['a redirection', new Response('', { status: 302, headers: { Location: 'http://127.0.0.1/' } })],
    ['no JSON', new Response('hello')],
    ['JSON of another shape', Response.json([])],
  ])('that answers %s fails', async (_, answer) => {
    await expect(supplier(answer).order(order)).rejects.toThrow()
  })
})
