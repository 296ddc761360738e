import { and, desc, eq, gt } from 'drizzle-orm'
import { type KnownCaller, REPEAT_CONFIDENCE, attributeCall } from '../attribution/attributeCall.ts'
import type { SessionId, VisitorId } from '../brands.ts'
import { MINUTE } from '../clock.ts'
import { refusing } from '../db/isDataFault.ts'
import type { OutboxEntry } from '../pool/outbox.port.ts'
import { timeOfEntry } from '../pool/timeOfEntry.ts'
import type { Services } from '../services.ts'
import { sessions } from '../sessions/sessions.table.ts'
import type { SiteSettings } from '../sites/siteSettings.ts'
import { type AttributionBasis, attributionBasis } from './attributionBasis.store.ts'
import type { CallDelivery } from './callDelivery.ts'
import { calledBefore } from './calledBefore.store.ts'
import { callerKeys } from './callerKeys.ts'
import { callerRegion } from './callerRegion.ts'
import { attributionChanged, changeEvent } from './attributionChange.ts'
import { type CallRow, type RecordedCall, recordAttribution, recordCallEvents } from './calls.store.ts'
import { markSpam } from './markSpam.store.ts'
import { raiseCallEvents } from './raiseCallEvents.ts'

export type CallEntry = Extract<OutboxEntry, { type: 'call' }>

interface Evidence {
  entry: CallEntry
  delivery: CallDelivery
}

/**
 * Stores the call events of a site's outbox, brings their calls up to date and attributes them: at the start, again at the end
 * (late beacons count), and at whatever came first where the start was lost. Running it again on the same entries changes nothing.
 */
export async function consumeCalls({
  services,
  entries,
  settings,
}: {
  services: Services
  entries: CallEntry[]
  settings: SiteSettings
}): Promise<RecordedCall[]> {
  const evidence = refusing(() => entries.map((entry): Evidence => ({ entry, delivery: JSON.parse(entry.event) as CallDelivery })))
  const deliveries = evidence.map(({ delivery }) => delivery)
  const recorded = await recordCallEvents(services.db, deliveries, services.ids)
  if (!recorded.length) return recorded
  const basis = await attributionBasis(services.db, {
    account: settings.account,
    site: settings.site,
    precision: settings.precision,
    clock: services.clock,
  })
  await Promise.all(
    recorded.map(async (one) => {
      const newest = evidence.findLast(
        ({ delivery }) => isOf(delivery, one.call) && (one.call.label === null || DECISIVE.has(delivery.event.type)),
      )
      if (newest && !knows(one.call, newest)) await attribute({ services, recorded: one, evidence: newest, basis, settings })
    }),
  )
  const marked = await markSpam(
    services.db,
    recorded.filter(({ call, before }) => call.endedAt && !before?.endedAt).map(({ call }) => call),
  )
  await raiseCallEvents(services, { recorded, deliveries, marked })
  return recorded
}

/** Whether a call was attributed by this evidence or newer: the same entry comes by the hook and by the outbox. */
const knows = ({ attributedAt }: CallRow, { entry }: Evidence) => attributedAt !== null && attributedAt >= timeOfEntry(entry.id)

/** Events whose holders are worth another look; a call without an attribution takes any. */
const DECISIVE = new Set(['start', 'end'])

const isOf = ({ connection, event }: CallDelivery, call: CallRow) =>
  connection === call.connectionId && event.externalId === call.externalId

async function attribute({
  services,
  recorded: { call, before, firstReceivedAt },
  evidence: { entry, delivery },
  basis,
  settings,
}: {
  services: Services
  recorded: RecordedCall
  evidence: Evidence
  basis: AttributionBasis
  settings: SiteSettings
}): Promise<void> {
  const { db, hot, config } = services
  const { caller, accountId: account } = call
  const keys = caller ? await callerKeys(caller, { account, masterKey: config.masterKey }) : []
  const known = await knownCaller({ services, call, keys })
  // The provider's clock may be ahead of ours, by which the holders' times were taken.
  const at = Math.min(call.startedAt.getTime(), firstReceivedAt)
  const onSite = known ? await sessionOfNow(services, { visitor: known.visitor, at }) : null
  const source = delivery.line?.source
  const attribution = attributeCall({
    at,
    callerRegion: caller && callerRegion(caller),
    history: entry.history,
    known,
    ...(onSite && { onSite }),
    ...(source && { fixedSource: source }),
    calledBefore: !known && (await calledBefore(db, call)),
    ...basis,
    ...(settings.strayCalls !== undefined && { background: settings.strayCalls }),
  })
  const evidenceAt = timeOfEntry(entry.id).getTime()
  const change = before && attributionChanged(call, attribution) ? changeEvent(services, { call, attribution, evidenceAt }) : null
  const written = await recordAttribution(db, { call: call.id, attribution, evidenceAt, change })
  const { session, visitor, confidence } = attribution
  const [key] = keys
  if (written && key && session && visitor && confidence >= REPEAT_CONFIDENCE) {
    await hot.callers.remember(account, key, { visitor, session, confidence, at: call.startedAt.getTime() })
  }
}

/** Who this caller was in an earlier call. What this very call has taught must not prove itself. */
async function knownCaller({ services, call, keys }: { services: Services; call: CallRow; keys: string[] }): Promise<KnownCaller | null> {
  const { label, visitor, session, confidence } = call
  if (label === 'repeat-caller' && visitor && session && confidence) return { visitor, session, confidence }
  for (const key of keys) {
    const remembered = await services.hot.callers.recall(call.accountId, key)
    if (!remembered) continue
    if (remembered.at >= call.startedAt.getTime()) return null
    return { visitor: remembered.visitor as VisitorId, session: remembered.session as SessionId, confidence: remembered.confidence }
  }
  return null
}

/** The visit that a known visitor is in the middle of. */
async function sessionOfNow({ db }: Services, { visitor, at }: { visitor: VisitorId; at: number }): Promise<SessionId | null> {
  const [row] = await db
    .select({ id: sessions.id })
    .from(sessions)
    .where(and(eq(sessions.visitor, visitor), gt(sessions.lastSeenAt, new Date(at - 30 * MINUTE))))
    .orderBy(desc(sessions.lastSeenAt))
    .limit(1)
  return row?.id ?? null
}
