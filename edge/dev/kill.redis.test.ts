import { readFileSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test, vi } from 'vitest'
import type { PageId } from '../brands.ts'
import type { LeaseAnswer } from '../contract.ts'
import { aVisit, BROWSER, ORIGIN } from './aVisit.ts'
import { findFreePort } from './findFreePort.ts'
import { findEngines } from './launcher/leftovers.ts'
import { runStart, type RunningStart } from './launcher/runStart.ts'
import { hasRedisServer } from './redis/startTestRedis.ts'
import { DEMO } from './seed.ts'
import { signedHook } from './signedHook.ts'

/** Leases per kill; each is followed by a beacon, every tenth by a call. The soak run takes 2,000. */
const BURST = Number(process.env['ROTARY_BURST'] ?? 400)
const CALLERS = 24
const admin = { headers: { Authorization: `Bearer ${DEMO.adminKey}` } }

interface Answered {
  sessions: Map<string, string>
  /** Sessions whose page view was accepted. */
  viewed: Set<string>
  calls: Set<string>
}

describe.skipIf(!hasRedisServer)('kill -9 of any one process during a burst', { timeout: 240_000 }, () => {
  const data = join(realpathSync(mkdtempSync(join(tmpdir(), 'rotary-kill-'))), 'data')
  let run: RunningStart | undefined
  afterAll(async () => {
    run?.child.kill('SIGTERM')
    await run?.exitCode()
    for (const pid of findEngines(data)) process.kill(pid, 'SIGKILL')
    rmSync(join(data, '..'), { recursive: true, force: true })
  })

  async function start(): Promise<string> {
    run = runStart({ env: { ROTARY_DATA: data, PORT: String(await findFreePort()) } })
    return (await run.ready()).edge
  }
  /** The answer, or null where none came whole: the worker may die in the middle of it. */
  const send = async (url: string, init: RequestInit): Promise<unknown> => {
    try {
      const response = await fetch(url, { ...init, signal: AbortSignal.timeout(10_000) })
      const answer: unknown = await response.json()
      return response.ok ? answer : null
    } catch {
      return null
    }
  }
  const post = (url: string, body: unknown) =>
    send(url, { method: 'POST', body: JSON.stringify(body), headers: { Origin: ORIGIN, 'User-Agent': BROWSER } })

  async function visit(edge: string, index: number, answered: Answered, hookSecret: string): Promise<void> {
    const page = `pag_kill${String(index).padStart(6, '0')}` as PageId
    const lease = (await post(`${edge}/v1/leases`, aVisit({ page }))) as LeaseAnswer | null
    if (lease?.reason !== 'leased') return
    const number = lease.slots[0]!.number!.e164
    answered.sessions.set(lease.session, number)
    const event = {
      id: `0193bfae-0000-7000-8000-${String(index).padStart(12, '0')}`,
      at: Date.now(),
      type: 'page',
      url: 'http://localhost/',
    }
    const kept = await post(`${edge}/v1/beacons`, { token: lease.token, page, state: 'visible', at: Date.now(), events: [event] })
    if ((kept as { reason?: string } | null)?.reason === 'kept') answered.viewed.add(lease.session)
    if (index % 10) return
    const callId = `kill-${index}`
    const hook = await signedHook({ event: 'start', call_id: callId, from: '+79161112233', to: number }, hookSecret)
    if (await send(`${edge}/v1/hooks/${DEMO.connection}`, hook)) answered.calls.add(callId)
  }

  async function all<Item>(edge: string, path: string): Promise<Item[]> {
    const items: Item[] = []
    for (let next: string | null = ''; next !== null;) {
      const page = (await (await fetch(`${edge}${path}?limit=200${next && `&cursor=${next}`}`, admin)).json()) as {
        items: Item[]
        next: string | null
      }
      items.push(...page.items)
      next = page.next
    }
    return items
  }

  test('every lease that was answered, every accepted beacon and call is in Postgres once', async () => {
    const answered: Answered = { sessions: new Map(), viewed: new Set(), calls: new Set() }
    let edge = await start()
    const hookSecret = (JSON.parse(readFileSync(join(data, 'demo.json'), 'utf8')) as { secret: string }).secret
    let index = 0
    for (const victim of ['redis-server', 'workerd', 'postgres/host']) {
      const from = index
      const caller = async () => {
        while (index < from + BURST) {
          const mine = index++
          if (mine === from + (BURST >> 1)) killByName(victim)
          await visit(edge, mine, answered, hookSecret)
        }
      }
      await Promise.all(Array.from({ length: CALLERS }, caller))
      expect(await run!.exitCode(), `the launcher notices that ${victim} is gone`).toBe(1)
      expect(run!.err()).toMatch(/Stopping everything/)
      edge = await start()
    }
    expect(answered.sessions.size).toBeGreaterThan(BURST)

    const stored = await vi.waitFor(
      async () => {
        const sessions = await all<{ id: string; pageViews: number }>(edge, '/v1/sessions')
        const missing = [...answered.sessions.keys()].filter((id) => !sessions.some((session) => session.id === id))
        expect(missing).toEqual([])
        return sessions
      },
      { timeout: 60_000, interval: 1000 },
    )
    const views = new Map(stored.map((session) => [session.id, session.pageViews]))
    expect([...answered.viewed].filter((id) => views.get(id) !== 1)).toEqual([])
    const calls = await all<{ externalId: string }>(edge, '/v1/calls')
    for (const id of answered.calls)
      expect(
        calls.filter((call) => call.externalId === id),
        id,
      ).toHaveLength(1)
    for (const [id, number] of [...answered.sessions].filter((_, position) => position % 10 === 0)) {
      const { numbers } = (await (await fetch(`${edge}/v1/sessions/${id}`, admin)).json()) as { numbers: { number: string }[] }
      expect(numbers.map((shown) => shown.number)).toEqual([number])
    }
  })

  function killByName(name: string): void {
    const pid = findEngines(data).find((candidate) => readFileSync(`/proc/${candidate}/cmdline`, 'utf8').includes(name))
    if (pid === undefined) throw new Error(`${name} does not run`)
    process.kill(pid, 'SIGKILL')
  }
})
