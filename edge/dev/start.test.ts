import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { findFreePort } from './findFreePort.ts'
import { runStart } from './launcher/runStart.ts'
import { startLoopbackServer } from './loopbackServer.ts'

describe('npm start says what is wrong and ends with code 1', () => {
  const dir = mkdtempSync(join(tmpdir(), 'rotary-start-'))
  afterAll(() => rmSync(dir, { recursive: true, force: true }))

  const failing = async (env: Record<string, string>, args: string[] = []) => {
    const run = runStart({ env: { ROTARY_DATA: join(dir, 'data'), PORT: String(await findFreePort()), ...env }, args })
    expect(await run.exitCode()).toBe(1)
    expect(run.out()).toBe('')
    expect(run.err()).not.toMatch(/\n +at /)
    return run.err()
  }

  it('when the port is taken', async () => {
    const other = await startLoopbackServer(() => undefined)
    expect(await failing({ PORT: String(other.port) })).toMatch(`Port ${other.port} is taken by another program`)
    await other.stop()
  })

  it('when the data folder cannot be written', async () => {
    writeFileSync(join(dir, 'file'), '')
    expect(await failing({ ROTARY_DATA: join(dir, 'file/data') })).toMatch(/The data folder .*file\/data is not writable/)
  })

  it('when the data folder holds other things, and leaves them there', async () => {
    const home = mkdtempSync(join(dir, 'home-'))
    writeFileSync(join(home, 'diary.txt'), 'mine')
    expect(await failing({ ROTARY_DATA: home }, ['--fresh'])).toMatch("holds other things than Rotary's data")
    expect(readdirSync(home)).toEqual(['diary.txt'])
  })

  it('when the place of the hot state is unknown', async () => {
    expect(await failing({ ROTARY_HOT_STATE: 'memory' })).toMatch('ROTARY_HOT_STATE must be redis or objects')
  })

  it('when an option is unknown', async () => {
    expect(await failing({}, ['--frehs'])).toMatch('Unknown option --frehs')
  })
}, 30_000)
