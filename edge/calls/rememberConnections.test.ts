import { describe, expect, it } from 'vitest'
import type { AccountId, ConnectionId } from '../brands.ts'
import { HOUR, MINUTE, SECOND } from '../clock.ts'
import type { Connection } from './connection.ts'
import { rememberConnections } from './rememberConnections.ts'

const aConnection = (id: ConnectionId): Connection => ({
  id,
  account: 'acc_1' as AccountId,
  provider: 'generic',
  credentials: { secret: 's' },
  settings: {},
  fallback: null,
})

function world() {
  const state = { now: 0, reads: 0, answer: (id: ConnectionId): Promise<Connection | null> => Promise.resolve(aConnection(id)) }
  const remembered = rememberConnections(
    (id) => {
      state.reads++
      return state.answer(id)
    },
    () => state.now,
  )
  return { state, find: (id: string) => remembered(id, () => {}) }
}

describe('connections', () => {
  it('are read once a minute', async () => {
    const { state, find } = world()
    for (const at of [0, 1, MINUTE - 1]) {
      state.now = at
      expect(await find('con_1')).toMatchObject({ id: 'con_1' })
    }
    expect(state.reads).toBe(1)
    state.now = MINUTE
    await find('con_1')
    expect(state.reads).toBe(2)
  })

  it('that are not there are asked for again after five seconds', async () => {
    const { state, find } = world()
    state.answer = async () => null
    expect(await find('con_1')).toBeNull()
    expect(await find('con_1')).toBeNull()
    expect(state.reads).toBe(1)
    state.now = 5 * SECOND
    state.answer = async (id) => aConnection(id)
    expect(await find('con_1')).toMatchObject({ id: 'con_1' })
  })

  it('stay known for a day while Postgres is down', async () => {
    const { state, find } = world()
    await find('con_1')
    state.answer = () => Promise.reject(new Error('down'))
    state.now = 24 * HOUR - 1
    expect(await find('con_1')).toMatchObject({ id: 'con_1' })
    state.now = 24 * HOUR
    await expect(find('con_1')).rejects.toThrow('down')
    await expect(find('con_2')).rejects.toThrow('down')
  })

  it.each(['', 'con_', 'sit_1', "con_1'", 'con_1/2', `con_${'x'.repeat(65)}`])('are not asked for as %j', async (id) => {
    const { state, find } = world()
    expect(await find(id)).toBeNull()
    expect(state.reads).toBe(0)
  })
})
