import { Hono } from 'hono'
import * as v from 'valibot'
import type { AppEnv } from '../app.ts'
import type { AccountId } from '../brands.ts'
import { MINUTE, SECOND } from '../clock.ts'
import { MomentSchema } from '../http/answers.ts'
import { bearer } from '../http/bearer.ts'
import { documented } from '../http/openapi/documented.ts'
import type { Services } from '../services.ts'
import { listener } from './listener.ts'
import { createLiveFeed, type LiveFeed, type LiveItem } from './liveFeed.ts'
import { makeTicket, TICKET_LIFE } from './liveTicket.ts'
import { readLive } from './readLive.store.ts'

/** One feed per isolate: lives across requests, so that a hundred open pages cost one poll. */
const feeds = new WeakMap<Services, LiveFeed>()

function feedOf(services: Services): LiveFeed {
  let feed = feeds.get(services)
  if (!feed) feeds.set(services, (feed = createLiveFeed({ read: readLive(services.db), clock: services.clock })))
  return feed
}

/** Proxies end what is silent. */
const SILENCE = 15 * SECOND
const LOOK = 250
/** A listener that was away longer reads the lists instead. */
const RESUME = 10 * MINUTE

/** `/v1/live`: sessions, numbers given, calls and all other events as they happen, as server-sent events. */
export const liveRoutes = new Hono<AppEnv>()

liveRoutes.post(
  '/tickets',
  documented({
    id: 'createLiveTicket',
    tag: 'Live',
    summary: 'A pass for `EventSource`, good for a minute',
    answer: v.object({ ticket: v.string(), expiresAt: MomentSchema }),
    status: 201,
  }),
  bearer('admin', 'read'),
  async (c) => {
    const { services, principal } = c.var
    const now = services.clock()
    const ticket = await makeTicket({ key: principal.key, now, secret: services.config.tokenKeys[0] })
    return c.json({ ticket, expiresAt: new Date(now + TICKET_LIFE) }, 201)
  },
)

const QuerySchema = v.object({ ticket: v.optional(v.string()) })

liveRoutes.get(
  '/',
  documented({
    id: 'listen',
    tag: 'Live',
    summary: 'Server-sent events; goes on after `Last-Event-ID`',
    query: QuerySchema,
    gives: ['text/event-stream'],
  }),
  listener,
  (c) => {
    const headers = { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store', 'X-Accel-Buffering': 'no' }
    const lastId = Number(/^\d{13}/.exec(c.req.header('last-event-id') ?? '')?.[0] ?? Number.NaN)
    return c.body(
      liveStream(c.var.services, { account: c.var.principal.account, since: Number.isNaN(lastId) ? null : lastId }),
      200,
      headers,
    )
  },
)

function liveStream(services: Services, { account, since }: { account: AccountId; since: number | null }): ReadableStream<Uint8Array> {
  const { clock, db } = services
  const feed = feedOf(services)
  const encoder = new TextEncoder()
  const leave = feed.join(account)
  let place = feed.end
  let open = true
  let begun = false
  /** What was told of the time before the feed was joined. */
  const missed = new Set<string>()

  async function begin(): Promise<string> {
    begun = true
    if (since === null) return 'retry: 2000\n\n'
    const items = await readLive(db)([account], Math.max(since, clock() - RESUME))
    for (const { key } of items) missed.add(key)
    return `retry: 2000\n\n${items
      .sort((a, b) => a.at - b.at)
      .map(eventText)
      .join('')}`
  }

  return new ReadableStream({
    async pull(controller) {
      if (!begun) {
        controller.enqueue(encoder.encode(await begin()))
        return
      }
      const until = clock() + SILENCE
      while (open && clock() < until) {
        // While Postgres is down the stream stays open and silent.
        await feed.poll().catch(() => undefined)
        const next = feed.after(account, place)
        place = next.place
        const text = next.items
          .filter(({ key }) => !missed.has(key))
          .map(eventText)
          .join('')
        if (text) {
          controller.enqueue(encoder.encode(text))
          return
        }
        await new Promise((resolve) => setTimeout(resolve, LOOK))
      }
      if (open) controller.enqueue(encoder.encode(': still here\n\n'))
    },
    cancel() {
      open = false
      leave()
    },
  })
}

function eventText({ event, at, key, data }: LiveItem): string {
  return `id: ${at}.${key}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`
}
