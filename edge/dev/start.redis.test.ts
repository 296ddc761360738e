import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest'
import { findFreePort } from './findFreePort.ts'
import { findEngines } from './launcher/leftovers.ts'
import { runStart, type RunningStart } from './launcher/runStart.ts'
import { hasRedisServer } from './redis/startTestRedis.ts'

describe.skipIf(!hasRedisServer)('npm start on the embedded default', { timeout: 60_000 }, () => {
  const data = join(realpathSync(mkdtempSync(join(tmpdir(), 'rotary-start-'))), 'data')
  const runs: RunningStart[] = []
  const times: number[] = []
  const start = async () => {
    const run = runStart({ env: { ROTARY_DATA: data, PORT: String(await findFreePort()) } })
    runs.push(run)
    return run
  }
  const startAgain = async () => {
    const began = performance.now()
    const run = await start()
    await run.ready()
    times.push(performance.now() - began)
    return run
  }
  const whenNothingRuns = () => vi.waitFor(() => expect(findEngines(data)).toEqual([]), { timeout: 15_000, interval: 50 })
  const processOf = (name: string) => findEngines(data).find((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(name))!

  const opened = async (edge: string, link: string): Promise<unknown> => {
    const [url, token] = link.split('#rotary=')
    return (await fetch(`${edge}/v1/previews/open`, { method: 'POST', body: JSON.stringify({ token, site: 'pk_demo', url }) })).json()
  }

  afterEach(async () => {
    for (const run of runs.splice(0)) {
      run.child.kill('SIGTERM')
      await run.exitCode()
    }
  })
  afterAll(() => {
    for (const pid of findEngines(data)) process.kill(pid, 'SIGKILL')
    rmSync(join(data, '..'), { recursive: true, force: true })
  })

  it('brings up edge and demo site, tells where they are, and stops all at Ctrl-C', async () => {
    const run = await start()
    const { edge, demo } = await run.ready()
    expect(run.out()).toMatch(`Demo page  ${demo}/`)
    expect(run.out()).toMatch(`Console    ${edge}/console`)
    const [, link = ''] = /^Preview {4}(\S+)$/m.exec(run.out()) ?? []
    expect(await opened(edge, link)).toMatchObject({ reason: 'open', site: { key: 'pk_demo' }, canAdd: true })
    const made = await promisify(execFile)(process.execPath, [join(import.meta.dirname, 'preview.ts'), 'http://localhost:3000/cart?a=b'], {
      env: { ...process.env, ROTARY_DATA: data },
    })
    expect(made.stdout).toMatch(/^http:\/\/localhost:3000\/cart\?a=b#rotary=\S+\n$/)
    expect(await opened(edge, made.stdout.trim())).toMatchObject({ reason: 'open', canAdd: false })
    expect(run.out()).toMatch('npm run call -- ')
    expect((await fetch(`${edge}/healthz`)).status).toBe(200)
    expect(demo).not.toBe(edge)
    expect(statSync(join(data, 'secrets.json')).mode & 0o777).toBe(0o600)
    expect(JSON.parse(readFileSync(join(data, 'demo.json'), 'utf8'))).toMatchObject({ edge })

    const second = await start()
    expect(await second.exitCode()).toBe(1)
    expect(second.err()).toMatch(`Rotary already runs on ${data}`)

    run.child.kill('SIGINT')
    expect(await run.exitCode()).toBe(0)
    expect(findEngines(data)).toEqual([])
    expect(readdirSync(data)).not.toContain('launcher.lock')
  })

  it.each([
    ['redis-server', 'Redis: redis-server ended (SIGKILL). Stopping everything.'],
    ['workerd', 'The worker: workerd ended. Stopping everything.'],
    ['postgres/host.ts', 'Postgres: its process ended (SIGKILL). Stopping everything.'],
  ])('says which and stops all when %s is killed', async (name, line) => {
    const run = await startAgain()
    process.kill(processOf(name), 'SIGKILL')
    expect(await run.exitCode()).toBe(1)
    expect(run.err()).toMatch(line)
    expect(findEngines(data)).toEqual([])
  })

  it('leaves nothing running when it is killed itself', async () => {
    const run = await startAgain()
    run.child.kill('SIGKILL')
    await whenNothingRuns()
  })

  it('ends what is left when it was killed together with the processes that watch the engines', async () => {
    const run = await startAgain()
    for (const pid of [run.child.pid!, processOf('redis/host.ts'), processOf('postgres/host.ts'), processOf('worker/host.ts')])
      process.kill(pid, 'SIGKILL')
    await run.exitCode()
    expect(processOf('redis-server')).toBeDefined()
    const again = await startAgain()
    expect(again.err()).toMatch(/Ended \d processes that an earlier start left running/)
    again.child.kill('SIGTERM')
    expect(await again.exitCode()).toBe(0)
    expect(findEngines(data)).toEqual([])
  })

  it('is ready again within 8 s', () => {
    // The best of them: other suites may keep the machine busy meanwhile.
    expect(Math.min(...times)).toBeLessThan(8000)
  })
})
