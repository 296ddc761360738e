import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type EdgeUnderTest, startEdge } from '../../bench/calls/edgeUnderTest.ts'
import { lease } from '../aVisit.ts'
import { findEngines } from '../launcher/leftovers.ts'
import { hasRedisServer } from '../redis/startTestRedis.ts'
import { DEMO } from '../seed.ts'
import { freeUdpPort } from './freeUdpPort.ts'
import { runSipp } from './runSipp.ts'
import { sipProblem } from './sipTools.ts'
import { type Exchange, startKamailio } from './startKamailio.ts'

const OFFICE = DEMO.targets[0]!.e164
const FALLBACK = '+74957654321'

interface StoredCall {
  externalId: string
  status: string
  number: string | null
  caller: string | null
  talkSec: number | null
  attribution: { label: string; session: string | null } | null
}

/** Run by `npm run test:sip` and in the soak run: it needs sipp and kamailio. */
describe.skipIf(!process.env['ROTARY_SIP'] || !hasRedisServer)('a call by SIP', { timeout: 120_000 }, () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'rotary-sip-')))
  const data = join(folder, 'data')
  let edge: EdgeUnderTest
  let exchange: Exchange
  let trunk: number
  let serial = 0

  beforeAll(async () => {
    const problem = sipProblem()
    if (problem) throw new Error(problem)
    edge = await startEdge(data, '')
    await change(`/v1/connections/${DEMO.connection}`, { settings: { ringSeconds: 5 } })
    trunk = await freeUdpPort()
    const { secret: token } = JSON.parse(readFileSync(join(data, 'demo.json'), 'utf8')) as { secret: string }
    const hook = `${edge.url()}/v1/hooks/${DEMO.connection}`
    exchange = await startKamailio({ hook, token, trunk, fallback: FALLBACK, folder: join(folder, 'kamailio') })
  }, 120_000)
  afterAll(async () => {
    await exchange?.stop()
    await edge?.stop()
    for (const pid of findEngines(data)) process.kill(pid, 'SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  })

  const visit = async () => {
    const answer = await lease({ request: (path, init) => fetch(`${edge.url()}${path}`, init) })
    return { session: answer.session, number: answer.slots[0]!.number!.e164 }
  }
  /** A caller and a callee; each call has an id that begins with `name`. */
  const call = async (
    number: string,
    {
      caller = 'caller',
      callee = 'callee',
      calls = 1,
      talk = 1500,
      ring = 300,
    }: { caller?: string; callee?: string | null; calls?: number; talk?: number; ring?: number } = {},
  ) => {
    const name = `sip${process.pid}-${serial++}`
    const rung = callee && runSipp(callee, { port: trunk, folder, calls, pause: ring })
    const from = `+7916${String(1_000_000 + serial)}`
    const args = [`127.0.0.1:${exchange.port}`, '-s', number, '-key', 'caller', from, '-cid_str', `${name}-%u`, '-r', '50', '-l', '200']
    const made = await runSipp(caller, { port: await freeUdpPort(), folder, calls, pause: talk, args })
    const heard = rung ? await rung : { ok: true, log: [], output: '' }
    const because = `${made.output}\n${heard.output}\n${exchange.log()}`
    expect([made.ok, heard.ok], because).toEqual([true, true])
    return { name, from, rings: heard.log, hears: made.log }
  }
  const callsOf = async (name: string) =>
    ((await edge.calls()) as StoredCall[]).filter(({ externalId }) => externalId.startsWith(`${name}-`))
  const stored = (name: string, expected: object[]) =>
    expect
      .poll(() => callsOf(name), { timeout: 15_000, interval: 200 })
      .toEqual(expected.map((one) => expect.objectContaining(one) as StoredCall))
  const change = (path: string, body: object) => edge.api(path, { method: 'PATCH', body: JSON.stringify(body) })

  test('to a leased number rings where it should, and is taken for the visit', async () => {
    const { session, number } = await visit()
    const { name, from, rings } = await call(number)
    expect(rings).toEqual([`rings ${OFFICE}`])
    await stored(name, [
      { status: 'answered', number, caller: from, attribution: expect.objectContaining({ label: 'page-open', session }) },
    ])
    const [one] = await callsOf(name)
    expect(one!.talkSec).toBeGreaterThanOrEqual(1)
    expect(one!.talkSec).toBeLessThanOrEqual(3)
  })

  test('is one of a hundred on one number, all put through', async () => {
    const { number } = await visit()
    const { name, rings } = await call(number, { calls: 100, talk: 3000 })
    expect(rings).toEqual(Array.from({ length: 100 }, () => `rings ${OFFICE}`))
    await stored(
      name,
      Array.from({ length: 100 }, () => ({ status: 'answered', number })),
    )
  })

  test('that finds the company busy says so', async () => {
    const { number } = await visit()
    const { name, hears } = await call(number, { caller: 'caller-refused', callee: 'callee-busy' })
    expect(hears).toEqual(['hears 486'])
    await stored(name, [{ status: 'busy', talkSec: 0 }])
  })

  test('that nobody answers ends after the seconds that the connection says', async () => {
    const { number } = await visit()
    const began = performance.now()
    const { name, hears } = await call(number, { caller: 'caller-refused', callee: 'callee-away' })
    expect(hears).toEqual(['hears 408'])
    expect(performance.now() - began).toBeGreaterThan(4500)
    expect(performance.now() - began).toBeLessThan(8000)
    await stored(name, [{ status: 'no_answer', talkSec: 0 }])
  })

  test('over the limit hears that it is busy, until another call has ended', async () => {
    await change('/v1/limits', { concurrentCalls: 1 })
    // Until then the worker may remember that there was none.
    await new Promise((resolve) => setTimeout(resolve, 10_500))
    const { number } = await visit()
    const first = call(number, { talk: 4000 })
    await expect.poll(async () => (await edge.calls()).filter(({ status }) => status === 'talking').length, { timeout: 5000 }).toBe(1)
    const second = await call(number, { caller: 'caller-refused', callee: null })
    expect(second.hears).toEqual(['hears 486'])
    await stored(second.name, [{ status: 'busy', number }])
    await stored((await first).name, [{ status: 'answered', number }])
    expect((await call(number)).rings).toEqual([`rings ${OFFICE}`])
    await change('/v1/limits', { concurrentCalls: null })
  })

  test('goes to the fallback while Rotary is away, and is told of when it is back', async () => {
    const { number } = await visit()
    await edge.stop()
    const { name, rings } = await call(number)
    expect(rings).toEqual([`rings ${FALLBACK}`])
    await edge.restart()
    await stored(name, [{ status: 'answered', number }])
  })
})
