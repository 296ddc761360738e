import { expect, test } from 'vitest'
import { addressProblem } from './checkAddress.ts'
import { callOutside } from './callOutside.ts'

const web = (pages: Record<string, Response>) => {
  const called: string[] = []
  const outside = async (address: string, init: RequestInit) => {
    called.push(address)
    expect(init.redirect).toBe('manual')
    return pages[address] ?? new Response('', { status: 404 })
  }
  return {
    called,
    ask: (address: string, allowPrivate: string[] = []) => callOutside(outside, { address, init: { method: 'POST' }, allowPrivate }),
  }
}
const to = (location: string, status = 307) => new Response(null, { status, headers: { location } })

test('a redirect to another public address is followed', async () => {
  const { ask, called } = web({
    'https://a.com/': to('/b'),
    'https://a.com/b': to('https://c.com/', 308),
    'https://c.com/': new Response('ok'),
  })
  expect(await ask('https://a.com/')).toMatchObject({ kind: 'answered', response: { status: 200 } })
  expect(called).toEqual(['https://a.com/', 'https://a.com/b', 'https://c.com/'])
})

test.each(['http://127.0.0.1/', 'https://169.254.169.254/latest', 'https://[::1]/', 'file:///etc/passwd', 'https://localhost/'])(
  'a redirect to %s is not followed',
  async (location) => {
    const { ask, called } = web({ 'https://a.com/': to(location) })
    expect(await ask('https://a.com/')).toMatchObject({ kind: 'refused', problem: expect.stringContaining('redirected') })
    expect(called).toEqual(['https://a.com/'])
  },
)

test('a circle ends', async () => {
  expect(await web({ 'https://a.com/': to('https://a.com/') }).ask('https://a.com/')).toMatchObject({ kind: 'refused' })
})

test('a redirect that would turn the POST into a GET is the answer', async () => {
  expect(await web({ 'https://a.com/': to('https://b.com/', 302) }).ask('https://a.com/')).toMatchObject({ response: { status: 302 } })
})

test.each([
  ['https://hooks.example.com/a?b=c', null],
  ['https://hooks.company.com:8443/', null],
  ['http://hooks.company.com/', /https/],
  ['https://hooks.company.com:22/', /port/],
  ['https://user:pw@company.com/', /password/],
  ['ftp://company.com/', /https/],
  ['not an address', /address/],
  ['http://127.0.0.1:9000/', null],
  ['http://127.0.0.1:9001/', /private/],
])('%s as an address: %s', (address, problem) => {
  const found = addressProblem(address.replace('hooks.example.com', 'hooks.company.org'), ['127.0.0.1:9000'])
  if (problem) expect(found).toMatch(problem)
  else expect(found).toBeNull()
})
