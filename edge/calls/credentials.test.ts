import { describe, expect, it } from 'vitest'
import type { ConnectionId } from '../brands.ts'
import { importMasterKeys, keyIdIn, rewrapText } from '../crypto/envelope.ts'
import { openCredentials, sealCredentials } from './credentials.ts'

const connection = 'con_1' as ConnectionId
const old = Buffer.alloc(32, 1).toString('base64')
const fresh = Buffer.alloc(32, 250).toString('base64')

describe('credentials of a connection', () => {
  it('come back as they were sealed, and the sealed text shows nothing of them', async () => {
    const keys = await importMasterKeys(old)
    const sealed = await sealCredentials({ secret: 'hush-hush', user: 'дом' }, { connection, keys })
    expect(sealed.credentials).toMatch(/^v1(\.[\w-]+){5}$/)
    expect(sealed.credentials).not.toContain('hush')
    expect(await openCredentials(sealed.credentials, { connection, keys })).toEqual({ secret: 'hush-hush', user: 'дом' })
  })

  it('are sealed differently each time', async () => {
    const keys = await importMasterKeys(old)
    const one = await sealCredentials({ secret: 's' }, { connection, keys })
    const two = await sealCredentials({ secret: 's' }, { connection, keys })
    expect(one.keyId).toBe(two.keyId)
    expect(one.credentials).not.toBe(two.credentials)
  })

  it('do not open for another connection', async () => {
    const keys = await importMasterKeys(old)
    const { credentials } = await sealCredentials({ secret: 's' }, { connection, keys })
    await expect(openCredentials(credentials, { connection: 'con_2' as ConnectionId, keys })).rejects.toThrow()
  })

  it('do not open with another master key, and the error says which key is missing', async () => {
    const { credentials, keyId } = await sealCredentials({ secret: 's' }, { connection, keys: await importMasterKeys(old) })
    const keys = await importMasterKeys(fresh)
    await expect(openCredentials(credentials, { connection, keys })).rejects.toThrow(`master key ${keyId} is not configured`)
  })

  it('do not open when one character of any part is changed', async () => {
    const keys = await importMasterKeys(old)
    const { credentials } = await sealCredentials({ secret: 's' }, { connection, keys })
    const parts = credentials.split('.')
    for (let i = 0; i < parts.length; i++) {
      const part = parts[i]!
      const damaged = parts.with(i, (part[0] === 'A' ? 'B' : 'A') + part.slice(1)).join('.')
      await expect(openCredentials(damaged, { connection, keys })).rejects.toThrow()
    }
  })

  it('move to a new master key without being sealed anew', async () => {
    const { credentials } = await sealCredentials({ secret: 's' }, { connection, keys: await importMasterKeys(old) })
    const both = await importMasterKeys(`${fresh},${old}`)
    const moved = await rewrapText(credentials, { boundTo: connection, keys: both })
    const onlyFresh = await importMasterKeys(fresh)
    expect(keyIdIn(moved)).toBe(onlyFresh.current)
    expect(await openCredentials(moved, { connection, keys: onlyFresh })).toEqual({ secret: 's' })
    expect(moved.split('.').slice(4)).toEqual(credentials.split('.').slice(4))
  })

  it.each(['', 'short', Buffer.alloc(31).toString('base64'), '!'.repeat(43)])('refuse the master key %j', async (text) => {
    await expect(importMasterKeys(text)).rejects.toThrow('MASTER_KEY must be base64 of 32 bytes')
  })
})
