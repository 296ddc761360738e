import { describe, expect, it } from 'vitest'
import type { AccountId, ConnectionId, E164 } from '../brands.ts'
import type { ConnectionRecord } from './connections.port.ts'
import type { HotState } from './hotState.port.ts'

let run = 0

/** What every adapter must do with connections. */
export function connectionsContract(hot: () => HotState): void {
  describe('connections', () => {
    const aRecord = (change: Partial<ConnectionRecord> = {}): ConnectionRecord => ({
      id: `con_contract${Date.now()}${run++}` as ConnectionId,
      account: 'acc_a' as AccountId,
      provider: 'generic',
      credentials: 'v1.sealed',
      settings: { ringSeconds: 20, whisper: 'Звонок: {source}' },
      fallback: '+74950000000' as E164,
      version: 2,
      ...change,
    })

    it('are found as they were put, until they are removed', async () => {
      const record = aRecord()
      expect(await hot().connections.find(record.id)).toBeNull()
      await hot().connections.put(record)
      expect(await hot().connections.find(record.id)).toEqual(record)
      await hot().connections.remove(record.id)
      expect(await hot().connections.find(record.id)).toBeNull()
    })

    it('are never overwritten by older versions', async () => {
      const record = aRecord()
      await hot().connections.put(record)
      await hot().connections.put({ ...record, version: 1, fallback: null })
      expect(await hot().connections.find(record.id)).toEqual(record)
      await hot().connections.put({ ...record, version: 3, fallback: null })
      expect(await hot().connections.find(record.id)).toMatchObject({ version: 3, fallback: null })
    })
  })
}
