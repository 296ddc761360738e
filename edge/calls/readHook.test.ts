import { describe, expect, it } from 'vitest'
import { readHook } from './readHook.ts'

const base = 'https://edge.example.com/v1/hooks/con_1'
const read = (rest: string, init: RequestInit = {}) =>
  readHook(new Request(`http://127.0.0.1:8787/v1/hooks/con_1${rest}`, init), { base, rest: rest.replace(/\?.*/, ''), now: 1 })

describe('a webhook', () => {
  it.each([
    ['', '/', base],
    ['/', '/', `${base}/`],
    ['/events/call', '/events/call', `${base}/events/call`],
    ['/status/?a=%2B1&b=', '/status', `${base}/status/?a=%2B1&b=`],
  ])('at %j has the path %j and the address that its provider called', async (rest, path, url) => {
    expect(await read(rest, { method: 'POST', body: 'x' })).toMatchObject({ path, url, method: 'POST', receivedAt: 1 })
  })

  it('keeps the exact bytes of its body', async () => {
    const body = new Uint8Array([0, 255, 13, 10, 128])
    expect((await read('', { method: 'POST', body })).body).toEqual(body)
    expect((await read('')).body).toEqual(new Uint8Array())
  })

  it('is refused beyond 64 KB, whatever length it states', async () => {
    await expect(read('', { method: 'POST', body: 'x'.repeat(65_537) })).rejects.toMatchObject({ code: 'body_too_large' })
    const stream = new ReadableStream({
      start: (controller) => {
        for (let i = 0; i < 9; i++) controller.enqueue(new Uint8Array(8192))
        controller.close()
      },
    })
    await expect(read('', { method: 'POST', body: stream, duplex: 'half' } as RequestInit)).rejects.toMatchObject({
      code: 'body_too_large',
    })
    expect((await read('', { method: 'POST', body: 'x'.repeat(65_536) })).body).toHaveLength(65_536)
  })

  it.each(['PUT', 'DELETE', 'PATCH'])('by %s is refused', async (method) => {
    await expect(read('', { method })).rejects.toMatchObject({ code: 'method_not_allowed' })
  })
})
