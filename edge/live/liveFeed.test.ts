import { expect, test } from 'vitest'
import type { AccountId } from '../brands.ts'
import { createLiveFeed, type LiveItem } from './liveFeed.ts'

const account = 'acc_1' as AccountId
const item = (at: number, of = account): LiveItem => ({ account: of, event: 'session', at, key: `${of}:${at}`, data: at })

function world() {
  let now = 1_000_000
  const polls: { accounts: AccountId[]; since: number }[] = []
  const rows: LiveItem[] = []
  const feed = createLiveFeed({
    clock: () => now,
    read: async (accounts, since) => {
      polls.push({ accounts, since })
      return rows.filter((row) => accounts.includes(row.account) && row.at >= since)
    },
  })
  return { feed, polls, rows, wait: (ms: number) => void (now += ms), now: () => now }
}

test('one poll a second serves all listeners', async () => {
  const { feed, polls, rows, wait, now } = world()
  for (let i = 0; i < 50; i++) feed.join(account)
  rows.push(item(now()))
  await Promise.all(Array.from({ length: 50 }, () => feed.poll()))
  wait(500)
  await feed.poll()
  expect(polls).toHaveLength(1)
  expect(feed.after(account, 0).items).toHaveLength(1)
  wait(600)
  await feed.poll()
  expect(polls).toHaveLength(2)
})

test('what is read twice is told once, and what is committed late is told all the same', async () => {
  const { feed, rows, wait, now } = world()
  feed.join(account)
  rows.push(item(now()))
  await feed.poll()
  wait(3000)
  rows.push(item(now() - 2500))
  await feed.poll()
  wait(3000)
  await feed.poll()
  expect(feed.after(account, 0).items.map(({ at }) => at)).toEqual([1_000_000, 1_000_500])
})

test('nobody is told of another account', async () => {
  const { feed, rows, now } = world()
  const other = 'acc_2' as AccountId
  feed.join(account)
  feed.join(other)
  rows.push(item(now()), item(now(), other))
  await feed.poll()
  expect(feed.after(account, 0).items.map((one) => one.account)).toEqual([account])
})

test('accounts without listeners are not asked for', async () => {
  const { feed, polls } = world()
  feed.join(account)()
  const leave = feed.join('acc_2' as AccountId)
  await feed.poll()
  expect(polls[0]!.accounts).toEqual(['acc_2'])
  leave()
  leave()
})
