import { expect, test } from 'vitest'
import { isPublicHost } from './isPublicHost.ts'

const ofUrl = (host: string) => isPublicHost(new URL(`https://${host}/`).hostname)

test.each(['hooks.company.com', '8.8.8.8', '1.1.1.1', '172.15.0.1', '172.32.0.1', '100.63.0.1', '100.128.0.1', '[2a00:1450:4010::200e]', '[64:ff9b::808:808]', '134744072'])(
  '%s is public',
  (host) => expect(ofUrl(host)).toBe(true),
)

test.each([
  'localhost',
  'LOCALHOST.',
  'a.localhost',
  'printer.local',
  'db.internal',
  'intranet',
  'redis',
  '127.0.0.1',
  '127.1',
  '2130706433',
  '0x7f000001',
  '0177.0.0.1',
  '0.0.0.0',
  '10.1.2.3',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.1.1',
  '169.254.169.254',
  '100.64.0.1',
  '100.127.255.255',
  '192.0.2.1',
  '198.18.0.1',
  '224.0.0.1',
  '255.255.255.255',
  '[::1]',
  '[::]',
  '[fe80::1]',
  '[fc00::1]',
  '[fd12:3456::1]',
  '[ff02::1]',
  '[::ffff:127.0.0.1]',
  '[::ffff:10.0.0.1]',
  '[64:ff9b::7f00:1]',
  '[2002:7f00:1::]',
  '[2001:db8::1]',
  '[2001::1]',
])('%s is not', (host) => expect(ofUrl(host)).toBe(false))
