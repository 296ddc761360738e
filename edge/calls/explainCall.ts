import { and, eq, inArray } from 'drizzle-orm'
import type { Attribution, AttributionCandidate } from '../attribution/attribution.ts'
import { explainAttribution, type Language } from '../attribution/explainAttribution.ts'
import type { Database } from '../db/client.ts'
import { sessions } from '../db/schema.ts'
import { type CallItem, callItem, type CallWithVisit, type VisitOfCall } from './callItem.ts'
import type { CallRow } from './calls.store.ts'

const NOT_YET = {
  en: 'Not attributed yet: it is when the events of the call have been stored.',
  ru: 'Ещё не определено: это произойдёт, когда события звонка будут сохранены.',
}
const CORRECTED = {
  en: (visit: boolean, source: string | null) =>
    `Corrected by a person: ${visit ? 'another visit brought the call' : source ? `the source is “${source}”` : 'none of the visits brought the call'}. The rule said: `,
  ru: (visit: boolean, source: string | null) =>
    `Исправлено человеком: ${visit ? 'звонок привёл другой визит' : source ? `источник — «${source}»` : 'ни один из визитов не привёл к звонку'}. Правило говорило: `,
}

export interface CallExplanation extends Pick<CallItem, 'attribution' | 'correction'> {
  call: CallItem['id']
  explanation: Record<Language, string>
  /** The likeliest first. */
  candidates: (AttributionCandidate & { visit: VisitOfCall | null })[]
}

/** Why a call is taken for that visit's, in words and with all candidates. */
export async function explainCall(db: Database, row: CallWithVisit): Promise<CallExplanation> {
  const { id, attribution, correction } = callItem(row)
  const candidates = row.call.candidates ?? []
  const ids = candidates.map(({ session }) => session)
  const visits = ids.length
    ? await db
        .select()
        .from(sessions)
        .where(and(inArray(sessions.id, ids), eq(sessions.accountId, row.call.accountId)))
    : []
  const byId = new Map(visits.map((visit) => [visit.id, visit]))
  const told = candidates.map((candidate) => ({ ...candidate, visit: visitOf(byId.get(candidate.session)) }))
  return { call: id, attribution, correction, explanation: { en: inWords(row, 'en'), ru: inWords(row, 'ru') }, candidates: told }
}

function inWords({ call, correction }: CallWithVisit, language: Language): string {
  const rule = attributionOf(call)
  const said = rule ? explainAttribution(rule, language) : NOT_YET[language]
  return correction ? CORRECTED[language](correction.session !== null, correction.source) + said : said
}

function attributionOf({ label, session, visitor, confidence, threshold, candidates, background, source }: CallRow): Attribution | null {
  if (!label) return null
  const numbers = { confidence: confidence ?? 0, threshold: threshold ?? 0, background: background ?? 0 }
  return { label, session, visitor, candidates: candidates ?? [], ...numbers, ...(source !== null && { source }) }
}

function visitOf(visit: typeof sessions.$inferSelect | undefined): VisitOfCall | null {
  if (!visit) return null
  const { source, medium, campaign, content, term, channel, landing, region, device, params } = visit
  return { source, medium, campaign, content, term, channel, landing, region, device, params }
}
