import { regionOfNumber } from '../regions/regionOfNumber.ts'
import type { E164 } from '../brands.ts'
import type { CallItem } from './callItem.ts'

type Moment = Date | string | null

/** What of a call's item is told to those who come from Mango Office; times may come from an event's JSON. */
export type MangoSource = Pick<
  CallItem,
  'id' | 'number' | 'caller' | 'talkSec' | 'waitSec' | 'attribution' | 'visit' | 'spam' | 'spamVerdict'
> & {
  status: string
  startedAt: Moment
  endedAt: Moment
  isNew?: boolean
  isDuplicate?: boolean
}

/** VPBX codes of how a call ended: 11xx are answered ones. */
const STATUS: Record<string, number> = {
  answered: 1110,
  talking: 1110,
  no_answer: 1121,
  busy: 1122,
  canceled: 1120,
  rejected: 1123,
  failed: 1140,
}

/** Talks shorter than that are no quality calls, seconds. */
const QUALITY = 30

/**
 * A call with the fields of Mango Office's call tracking API (npm `mango-dct`, `src/typings.js`; the list of web hook parameters in its
 * documentation). What we do not keep is empty: addresses (`ip`), cities. Numbers are digits without a plus, as theirs are.
 */
export function mangoCall(call: MangoSource): Record<string, string | number | boolean> {
  const { visit, attribution } = call
  const params = visit?.params ?? {}
  const number = (e164: string | null) => e164?.slice(1) ?? ''
  const talk = call.talkSec ?? 0
  const region = call.caller && regionOfNumber(call.caller as E164)
  return {
    callId: call.id as string,
    dateStart: iso(call.startedAt),
    dateEnd: iso(call.endedAt),
    callType: attribution?.label === 'static' ? 2 : attribution?.session ? 1 : 3,
    callStatus: STATUS[call.status] ?? 0,
    number: number(call.number),
    callerNumber: number(call.caller),
    duration: talk,
    waitDuration: call.waitSec ?? 0,
    isNew: call.isNew ?? false,
    isQuality: talk >= QUALITY && !(call.spamVerdict ?? call.spam),
    isDuplicate: call.isDuplicate ?? false,
    uid: attribution?.visitor ?? '',
    gaCid: params['gaCid'] ?? params['ga_client_id'] ?? '',
    yaCid: params['yaCid'] ?? params['ym_client_id'] ?? '',
    utmSource: visit?.source ?? attribution?.source ?? '',
    utmMedium: visit?.medium ?? '',
    utmCampaign: visit?.campaign ?? '',
    utmContent: visit?.content ?? '',
    utmTerm: visit?.term ?? '',
    countryCode: region?.slice(0, 2) ?? '',
    regionCode: region ?? '',
    city: '',
    device: visit?.device ?? '',
    ip: '',
    url: visit?.landing ?? '',
    firstUrl: visit?.landing ?? '',
    customParam: (params['customParam'] ?? '').slice(0, 100),
  }
}

function iso(moment: Moment): string {
  return moment === null ? '' : new Date(moment).toISOString()
}
