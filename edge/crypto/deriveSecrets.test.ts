import { hkdfSync } from 'node:crypto'
import { expect, test } from 'vitest'
import { deriveSecrets } from './deriveSecrets.ts'

const [old, fresh] = [Buffer.alloc(32, 1), Buffer.alloc(32, 250)]

test('a secret is what RFC 5869 says, one of each master key, the newest first', async () => {
  const expected = [fresh, old].map((key) => Buffer.from(hkdfSync('sha256', key, '', 'rotary callers', 32)).toString('base64url'))
  expect(await deriveSecrets(`${fresh.toString('base64')},${old.toString('base64')}`, 'callers')).toEqual(expected)
})

test('another purpose has another secret', async () => {
  const key = old.toString('base64')
  expect(await deriveSecrets(key, 'callers')).not.toEqual(await deriveSecrets(key, 'other'))
})
