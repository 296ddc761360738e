import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test, vi } from 'vitest'
import { type EdgeUnderTest, startEdge } from '../bench/calls/edgeUnderTest.ts'
import { startReceiver } from '../bench/calls/webhookReceiver.ts'
import { findEngines } from '../dev/launcher/leftovers.ts'
import { hasRedisServer } from '../dev/redis/startTestRedis.ts'

/** In all, over the three kills. The soak run takes 5,000. */
const CALLS = Number(process.env['ROTARY_KILL_CALLS'] ?? 500)
const AT_ONCE = 16
const VICTIMS = ['redis-server', 'workerd', 'postgres/host']

describe.skipIf(!hasRedisServer)('kill -9 of any one process while calls come', { timeout: 240_000 + CALLS * 100 }, () => {
  const data = join(realpathSync(mkdtempSync(join(tmpdir(), 'rotary-kill-calls-'))), 'data')
  let edge: EdgeUnderTest | undefined
  let receiver: Awaited<ReturnType<typeof startReceiver>> | undefined
  afterAll(async () => {
    await edge?.stop()
    await receiver?.stop()
    for (const pid of findEngines(data)) process.kill(pid, 'SIGKILL')
    rmSync(join(data, '..'), { recursive: true, force: true })
  })

  test('every call that was taken is stored once, and its webhooks came at least once, each under one id', async () => {
    receiver = await startReceiver()
    edge = await startEdge(data, receiver.host)
    await edge.tellAt(receiver.url)
    const taken = { start: new Set<string>(), end: new Set<string>() }
    let index = 0
    const call = async (to: string) => {
      const call_id = `kill-${index}`
      const from = `+7920${String(index++).padStart(7, '0')}`
      const at = Date.now()
      const send = async (event: 'start' | 'end', fields: object) => {
        const answer = await edge!.hook({ event, call_id, from, to, ...fields }).catch(() => null)
        if (answer?.ok) taken[event].add(call_id)
      }
      await send('start', { at })
      await send('end', { at: at + 65_000, duration: 60, status: 'answered' })
    }
    for (const [turn, victim] of VICTIMS.entries()) {
      const numbers = await Promise.all([edge.leased(), edge.leased(), edge.leased()])
      const last = Math.round((CALLS * (turn + 1)) / VICTIMS.length)
      const middle = Math.round((index + last) / 2)
      const caller = async () => {
        while (index < last) {
          if (index === middle) kill(victim)
          await call(numbers[index % numbers.length]!)
        }
      }
      await Promise.all(Array.from({ length: AT_ONCE }, caller))
      expect(await edge.process().exitCode(), `the launcher notices that ${victim} is gone`).toBe(1)
      await edge.restart()
    }
    expect(taken.start.size).toBeGreaterThan(CALLS / 4)

    const told = (type: string) => receiver!.delivered.filter((one) => one.type === type)
    await vi.waitFor(
      async () => {
        const stored = (await edge!.calls()).map(({ externalId }) => externalId)
        expect(stored.length).toBe(new Set(stored).size)
        expect([...taken.start, ...taken.end].filter((id) => !stored.includes(id))).toEqual([])
        const started = new Set(told('call.started').map((one) => one.call))
        const ended = new Set(told('call.ended').map((one) => one.call))
        expect([...taken.start].filter((id) => !started.has(id))).toEqual([])
        expect([...taken.end].filter((id) => !ended.has(id))).toEqual([])
      },
      { timeout: 150_000, interval: 2000 },
    )
    for (const type of ['call.started', 'call.ended']) {
      const ids = new Map<string, Set<string>>()
      for (const { call, id } of told(type)) ids.set(call, (ids.get(call) ?? new Set()).add(id))
      expect([...ids].filter(([, set]) => set.size > 1)).toEqual([])
    }
  })

  let killed = 0
  function kill(name: string): void {
    if (killed++ >= VICTIMS.length) return
    const pid = findEngines(data).find((candidate) => readFileSync(`/proc/${candidate}/cmdline`, 'utf8').includes(name))
    if (pid === undefined) throw new Error(`${name} does not run`)
    process.kill(pid, 'SIGKILL')
  }
})
