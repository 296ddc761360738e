import { and, eq, sql } from 'drizzle-orm'
import type * as v from 'valibot'
import type { SessionId } from '../brands.ts'
import { attributionCorrections, calls, sessions } from '../db/schema.ts'
import { RotaryError } from '../errors.ts'
import type { Principal } from '../http/bearer.ts'
import { raiseEvents } from '../jobs/raiseEvents.ts'
import type { Services } from '../services.ts'
import { changeData, type ToldAttribution, toldAttribution } from './attributionChange.ts'
import type { NewCorrectionSchema } from './call.ts'
import { callerKeys } from './callerKeys.ts'
import type { CallWithVisit } from './callItem.ts'
import { REPEAT_CONFIDENCE } from '../attribution/attributeCall.ts'

interface Correcting {
  row: CallWithVisit
  principal: Principal
  /** Makes the event one. */
  cause: string
}

/** A person says who brought a call. What the rule said stays beside it; the caller is known by the correction from now on. */
export async function correctCall(
  services: Services,
  { row, principal, cause, wish }: Correcting & { wish: v.InferOutput<typeof NewCorrectionSchema> },
): Promise<void> {
  const { db, clock } = services
  const session = wish.session as SessionId | null
  const [visit] = session
    ? await db
        .select({ visitor: sessions.visitor })
        .from(sessions)
        .where(and(eq(sessions.id, session), eq(sessions.accountId, principal.account)))
    : []
  if (session && !visit) throw new RotaryError('invalid_body', 'session: there is no such session')
  const said = { session, visitor: visit?.visitor ?? null, source: wish.source, note: wish.note, by: principal.key, at: new Date(clock()) }
  await db
    .insert(attributionCorrections)
    .values({ callId: row.call.id, accountId: principal.account, ...said })
    .onConflictDoUpdate({ target: attributionCorrections.callId, set: said })
  await afterCorrection(services, { row, principal, cause, to: corrected(said) })
}

/** Takes a person's word back: the rule's holds again. */
export async function undoCorrection(services: Services, { row, principal, cause }: Correcting): Promise<void> {
  if (!row.correction) return
  await services.db.delete(attributionCorrections).where(eq(attributionCorrections.callId, row.call.id))
  await afterCorrection(services, { row, principal, cause, to: toldAttribution(row.call) })
}

const corrected = ({ session, visitor, source }: Pick<ToldAttribution, 'session' | 'visitor' | 'source'>): ToldAttribution => ({
  label: 'corrected',
  session,
  visitor,
  source,
  confidence: 1,
})

async function afterCorrection(
  services: Services,
  { row, principal, cause, to }: Correcting & { to: ToldAttribution | null },
): Promise<void> {
  const { db } = services
  const { call, correction } = row
  await db
    .update(calls)
    .set({ updatedAt: sql`now()` })
    .where(eq(calls.id, call.id))
  const from = correction ? corrected(correction) : toldAttribution(call)
  await raiseEvents(services, [
    { account: principal.account, type: 'call.attributed', cause, data: changeData(call, { from, to, by: principal.key }) },
  ])
  await rememberCaller(services, { row, to })
}

/** Later calls of that caller follow what is known now. */
async function rememberCaller(
  { hot, config }: Services,
  { row: { call }, to }: { row: CallWithVisit; to: ToldAttribution | null },
): Promise<void> {
  const { caller, accountId: account } = call
  if (!caller) return
  const keys = await callerKeys(caller, { account, masterKey: config.masterKey })
  const { visitor, session, confidence } = to ?? { visitor: null, session: null, confidence: null }
  if (visitor && session && (confidence ?? 0) >= REPEAT_CONFIDENCE) {
    await hot.callers.remember(account, keys[0], { visitor, session, confidence: confidence ?? 0, at: call.startedAt.getTime() })
  } else for (const key of keys) await hot.callers.forgetCaller(account, key)
}
