import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startLoopbackServer, type LoopbackServer } from '../loopbackServer.ts'
import { createFrontProxy } from './frontProxy.ts'

describe('the proxy before a worker that strangers can reach', () => {
  let worker: LoopbackServer
  let front: LoopbackServer
  let trusting: LoopbackServer
  beforeAll(async () => {
    worker = await startLoopbackServer((request, response) => {
      let body = ''
      request.on('data', (chunk: Buffer) => (body += chunk.toString()))
      request.on('end', () => {
        response.writeHead(request.url?.startsWith('/teapot') ? 418 : 200, { 'x-answer': 'yes' })
        response.end(JSON.stringify({ method: request.method, url: request.url, headers: request.headers, body }))
      })
    })
    const target = new URL(worker.url)
    front = await startLoopbackServer(createFrontProxy({ target, trusted: false }))
    trusting = await startLoopbackServer(createFrontProxy({ target, trusted: true }))
  })
  afterAll(() => Promise.all([worker, front, trusting].map((server) => server.stop())))

  const ask = async (server: LoopbackServer, path: string, init: RequestInit = {}) => {
    const response = await fetch(server.url + path, init)
    const seen = (await response.json()) as { method: string; url: string; headers: Record<string, string>; body: string }
    return { response, seen }
  }

  it('passes on method, path, body and what is answered', async () => {
    const { response, seen } = await ask(front, '/teapot?a=%20b', { method: 'POST', body: 'ж', headers: { origin: 'http://page' } })
    expect(response.status).toBe(418)
    expect(response.headers.get('x-answer')).toBe('yes')
    expect(seen).toMatchObject({ method: 'POST', url: '/teapot?a=%20b', body: 'ж', headers: { origin: 'http://page' } })
  })

  it('says who the caller is and lets nobody say so himself', async () => {
    const forged = { 'cf-connecting-ip': '9.9.9.9', 'mf-cf-blob': '{"country":"RU"}', 'cf-ipcountry': 'RU', 'x-forwarded-for': '8.8.8.8' }
    const { seen } = await ask(front, '/', { headers: forged })
    expect(seen.headers['cf-connecting-ip']).toBe('127.0.0.1')
    expect(Object.keys(seen.headers).filter((name) => /^(mf-|cf-ip|x-forwarded)/.test(name))).toEqual([])
  })

  it('takes the address that a trusted proxy appended, not those before it', async () => {
    const { seen } = await ask(trusting, '/', { headers: { 'x-forwarded-for': '9.9.9.9, 203.0.113.7' } })
    expect(seen.headers['cf-connecting-ip']).toBe('203.0.113.7')
    expect((await ask(trusting, '/')).seen.headers['cf-connecting-ip']).toBe('127.0.0.1')
  })

  it('answers 502 when the worker is gone', async () => {
    const lost = await startLoopbackServer(createFrontProxy({ target: new URL('http://127.0.0.1:9'), trusted: false }))
    expect((await fetch(lost.url)).status).toBe(502)
    await lost.stop()
  })
})
