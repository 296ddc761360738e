import { describe, expect, it } from 'vitest'
import type { SessionId } from '../brands.ts'
import { timeOfId } from '../ids.ts'
import { sessionOf } from './sessionOf.ts'
import { classifySource } from './touch/classifySource.ts'

const ids = { now: () => 1_795_000_000_000, random: (bytes: Uint8Array<ArrayBuffer>) => crypto.getRandomValues(bytes) }
const arrive = (
  query: string,
  { known, onNewCampaign = true, hidden = false }: { known?: SessionId; onNewCampaign?: boolean; hidden?: boolean } = {},
) => {
  const touch = classifySource({ url: `https://example.com/?${query}`, referrer: '', site: { hosts: [] } })
  return sessionOf({ known, arrival: { touch, hidden }, onNewCampaign, ids })
}

describe('a session', () => {
  const first = arrive('utm_source=vk&utm_campaign=a')

  it('begins with an id of its time', () => {
    expect(first).toMatch(/^ses_[0-9a-f]{32}$/)
    expect(timeOfId(first)).toBe(ids.now())
  })

  it.each([
    ['goes on when another campaign arrives, without the setting', 'utm_source=ok', false, true],
    ['ends when another campaign arrives, with the setting', 'utm_source=ok', true, false],
    ['ends when another click of the same campaign arrives', 'utm_source=vk&utm_campaign=a&rb_clickid=1', true, false],
    ['goes on when the same campaign arrives', 'utm_source=vk&utm_campaign=a', true, true],
    ['goes on when the visitor comes directly', '', true, true],
  ] as const)('%s', (_title, query, onNewCampaign, goesOn) => {
    expect(arrive(query, { known: first, onNewCampaign }) === first).toBe(goesOn)
  })

  it('goes on when consent shows the campaign that began it', () => {
    const hidden = arrive('', { hidden: true })
    expect(arrive('gclid=1', { known: hidden })).toBe(hidden)
  })
})
