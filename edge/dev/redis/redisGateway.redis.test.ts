import { createHash } from 'node:crypto'
import { Redis } from '@upstash/redis/cloudflare'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { hasRedisServer, startTestRedis, type TestRedis } from './startTestRedis.ts'

const sha1 = (text: string) => createHash('sha1').update(text).digest('hex')

describe.skipIf(!hasRedisServer)('the Upstash gateway', () => {
  let server: TestRedis
  let redis: Redis
  const driver = (options = {}) => new Redis({ url: server.url, token: server.token, automaticDeserialization: false, ...options })
  const post = (path: string, body: unknown, headers: Record<string, string> = { authorization: `Bearer ${server.token}` }) =>
    fetch(server.url + path, { method: 'POST', headers, body: typeof body === 'string' ? body : JSON.stringify(body) })

  beforeAll(async () => {
    server = await startTestRedis()
    redis = driver()
  })
  afterAll(() => server.stop())
  beforeEach(() => server.flush())

  describe('with the production driver', () => {
    it.each(['plain', '', 'OK', '"quoted"', '12345678901234567890', 'Москва · ☎️', '\u0000\u0001\r\n', 'T0s='])(
      'keeps the string %j',
      async (text) => {
        expect(await redis.set('k', text)).toBe('OK')
        expect(await redis.get('k')).toBe(text)
        expect(await redis.pipeline().get('k').exec()).toEqual([text])
        expect(await redis.multi().get('k').exec()).toEqual([text])
      },
    )

    it('keeps a string of a megabyte', async () => {
      const text = 'ж☎'.repeat(200_000)
      await redis.set('k', text)
      expect((await redis.get('k')) === text).toBe(true)
    })

    it('keeps strings inside nested answers', async () => {
      expect(await redis.eval("return {'OK', {'OK', {'ж'}}, 7, false, {}}", [], [])).toEqual(['OK', ['OK', ['ж']], 7, null, []])
    })

    it('parses JSON values only when the driver is told to', async () => {
      const parsing = driver({ automaticDeserialization: true })
      await parsing.set('k', { deep: [1, null, 'ж'] })
      expect(await parsing.get('k')).toEqual({ deep: [1, null, 'ж'] })
      expect(await redis.get('k')).toBe('{"deep":[1,null,"ж"]}')
    })

    it('answers null for what is not there', async () => {
      await redis.hset('h', { a: '1' })
      expect(await redis.get('none')).toBeNull()
      expect(await driver({ automaticDeserialization: true }).hgetall('none')).toBeNull()
      expect(await redis.mget('none', 'none')).toEqual([null, null])
      expect(await redis.pipeline().hget('h', 'b').zscore('z', 'm').exec()).toEqual([null, null])
      expect(await redis.eval("return redis.call('HMGET', KEYS[1], 'a', 'b')", ['h'], [])).toEqual(['1', null])
    })

    it('answers numbers as numbers and hashes as objects', async () => {
      expect(await redis.incrby('n', 1_795_510_361_479_123)).toBe(1_795_510_361_479_123)
      expect(await redis.hset('h', { a: '1', b: 'ж' })).toBe(2)
      expect(await redis.hgetall('h')).toEqual(['a', '1', 'b', 'ж'])
      const parsing = driver({ automaticDeserialization: true })
      expect(await parsing.hgetall('h')).toEqual({ a: 1, b: 'ж' })
      expect(await parsing.hmget('h', 'a', 'none')).toEqual({ a: 1, none: null })
    })

    it('keeps the order and the scores of sorted sets, and GT', async () => {
      expect(await redis.zadd('z', { score: 5, member: 'a' }, { score: 1.5, member: 'b' })).toBe(2)
      expect(await redis.zadd('z', { gt: true, ch: true }, { score: 3, member: 'a' })).toBe(0)
      expect(await redis.zadd('z', { gt: true, ch: true }, { score: 9, member: 'a' })).toBe(1)
      expect(await redis.zrange('z', 0, -1, { withScores: true })).toEqual(['b', '1.5', 'a', '9'])
      expect(await redis.zrange('z', '-inf' as never, '(9' as never, { byScore: true })).toEqual(['b'])
    })

    it('keeps streams: ids, field order, ranges and trims', async () => {
      const first = await redis.xadd('s', '*', { type: 'lease', body: '{"ж":1}' })
      const second = await redis.xadd('s', '*', { type: 'beacon' })
      expect(first).toMatch(/^\d{13}-\d+$/)
      expect(await redis.xrange('s', '-', '+')).toEqual([
        [first, ['type', 'lease', 'body', '{"ж":1}']],
        [second, ['type', 'beacon']],
      ])
      expect(await redis.xrange('s', `(${first}`, '+', 1)).toEqual([[second, ['type', 'beacon']]])
      expect(await redis.xtrim('s', { strategy: 'MINID', exactness: '=', threshold: second })).toBe(1)
      expect(await redis.xlen('s')).toBe(1)
    })

    it('throws what Redis says, with its code', async () => {
      await redis.set('k', 'text')
      await expect(redis.incr('k')).rejects.toThrow(/^Command failed: ERR value is not an integer/)
      await expect(redis.hget('k', 'f')).rejects.toThrow(/^Command failed: WRONGTYPE/)
      await expect(redis.eval("return redis.error_reply('LIMITED too many')", [], [])).rejects.toThrow(/^Command failed: LIMITED too many/)
      await expect(redis.eval("return redis.call('INCR', KEYS[1])", ['k'], [])).rejects.toThrow(/value is not an integer/)
      await expect(redis.eval('return nonsense(', [], [])).rejects.toThrow(/^Command failed: ERR Error compiling script/)
    })

    it('answers a pipeline item by item, errors among them', async () => {
      const results = await redis.pipeline().set('k', 'text').incr('k').get('k').exec({ keepErrors: true })
      expect(results).toEqual([
        { result: 'OK', error: undefined },
        { result: undefined, error: expect.stringMatching(/^ERR value is not an integer/) as string },
        { result: 'text', error: undefined },
      ])
      await expect(redis.pipeline().incr('k').exec()).rejects.toThrow(/Command 1 \[ incr \] failed: ERR/)
    })

    it('runs a transaction whole: an error while it runs concerns its command only', async () => {
      const response = await post('/multi-exec', [
        ['SET', 'k', 'text'],
        ['INCR', 'k'],
        ['GET', 'k'],
      ])
      expect(response.status).toBe(200)
      expect(await response.json()).toEqual([
        { result: 'OK' },
        { error: 'ERR value is not an integer or out of range' },
        { result: 'text' },
      ])
    })

    it('runs nothing of a transaction with a command that does not exist', async () => {
      await expect(redis.multi().set('k', '1').set('k', '2', { ex: -1 }).exec()).rejects.toThrow()
      const response = await post('/multi-exec', [['SET', 'other', '1'], ['NONSENSE']])
      expect(response.status).toBe(400)
      expect(await response.json()).toEqual({ error: expect.stringMatching(/^EXECABORT .*unknown command/) as string })
      expect(await redis.get('other')).toBeNull()
    })

    it('lets nobody in between the commands of a transaction', async () => {
      const transactions = Array.from({ length: 30 }, () => redis.multi().incr('n').incr('n').incr('n').exec<[number, number, number]>())
      const others = Array.from({ length: 60 }, () => redis.incr('n'))
      for (const [a, b, c] of await Promise.all(transactions)) expect([b - a, c - b]).toEqual([1, 1])
      await Promise.all(others)
      expect(await redis.get('n')).toBe('150')
    })
  })

  describe('with scripts', () => {
    const flagged = "#!lua flags=allow-key-locking\nredis.call('SET', KEYS[1], ARGV[1])\nreturn redis.call('GET', KEYS[1])"

    it('says NOSCRIPT so that the driver sends the text, and knows the script from then on', async () => {
      const text = "return ARGV[1] .. ''"
      await expect(redis.evalsha(sha1(text), [], ['a'])).rejects.toThrow(/^Command failed: NOSCRIPT No matching script/)
      expect(await redis.createScript(text).exec([], ['ж'])).toBe('ж')
      expect(await redis.evalsha(sha1(text), [], ['b'])).toBe('b')
    })

    it.each([
      ['EVAL', () => redis.eval(flagged, ['k'], ['x'])],
      ['SCRIPT LOAD', async () => expect(await redis.scriptLoad(flagged)).toBe(sha1(flagged))],
    ])('runs a script with allow-key-locking by the hash of its own text after %s', async (_, load) => {
      await server.client.script('FLUSH')
      await expect(redis.evalsha(sha1(flagged), ['k'], ['x'])).rejects.toThrow(/^Command failed: NOSCRIPT/)
      await load()
      expect(await redis.evalsha(sha1(flagged), ['k'], ['ж'])).toBe('ж')
      expect(await redis.scriptExists(sha1(flagged), sha1('other'))).toEqual([1, 0])
      expect(await redis.pipeline().evalsha(sha1(flagged), ['k'], ['y']).exec()).toEqual(['y'])
      expect(await redis.multi().evalsha(sha1(flagged), ['k'], ['z']).exec()).toEqual(['z'])
    })

    it('reports NOSCRIPT in a pipeline at its place', async () => {
      const results = await redis.pipeline().set('k', '1').evalsha(sha1('never'), [], []).exec({ keepErrors: true })
      expect(results[1]).toEqual({ result: undefined, error: expect.stringMatching(/^NOSCRIPT/) as string })
    })

    it('keeps line numbers of a script with the flag', async () => {
      const failing = "#!lua flags=allow-key-locking\nlocal a = 1\nerror('here')"
      await expect(redis.eval(failing, [], [])).rejects.toThrow(/user_script:3: here/)
    })
  })

  describe('refuses', () => {
    const cases = ['/', '/pipeline', '/multi-exec'].flatMap((path) => [
      { path, what: 'no token', headers: {} },
      { path, what: 'another token', headers: { authorization: 'Bearer other' } },
      { path, what: 'another scheme', headers: { authorization: 'Basic eDp5' } },
    ])
    it.each(cases)('$path with $what', async ({ path, headers }) => {
      const response = await post(path, path === '/' ? ['SET', 'k', 'v'] : [['SET', 'k', 'v']], headers)
      expect(response.status).toBe(401)
      expect(await response.json()).toEqual({ error: expect.any(String) as string })
      expect(await redis.get('k')).toBeNull()
    })

    it.each([
      ['/', 'no json'],
      ['/', '{}'],
      ['/', '[]'],
      ['/pipeline', '["GET","k"]'],
      ['/multi-exec', '[[]]'],
    ])('%s with the body %s', async (path, body) => {
      const response = await post(path, body)
      expect(response.status).toBe(400)
      expect(await response.json()).toEqual({ error: expect.stringMatching(/^ERR /) as string })
    })

    it.each([
      ['SUBSCRIBE', 'c'],
      ['SELECT', '1'],
      ['MULTI'],
      ['BLPOP', 'k', '0'],
      ['XREAD', 'BLOCK', '0', 'STREAMS', 's', '$'],
      ['shutdown'],
    ])('the command %s, which would touch other callers', async (...words) => {
      const response = await post('/', words)
      expect(response.status).toBe(400)
      expect(await response.json()).toEqual({ error: expect.stringContaining('not available') as string })
    })

    it('unknown commands with status 400 and the text of Redis', async () => {
      const response = await post('/', ['NONSENSE', 'a'])
      expect(response.status).toBe(400)
      expect(await response.json()).toEqual({ error: expect.stringMatching(/^ERR unknown command/) as string })
    })
  })
})
