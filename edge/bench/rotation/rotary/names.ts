import type { E164, PageId, RegionCode, RouteId, SessionId, SiteKey, VisitorId } from '../../../brands.ts'

export const SITE = 'pk_simulated' as SiteKey
export const ROUTE = 'rou_simulated' as RouteId
/** A Monday: moment 0 of every run. */
export const START = Date.UTC(2026, 9, 5)

export const regionName = (region: number): RegionCode => `XX-${region}` as RegionCode
export const sessionName = (visit: number): SessionId => `ses_${visit}` as SessionId
export const visitOf = (session: SessionId): number => Number(session.slice(4))
export const visitorName = (visitor: number): VisitorId => `vis_${visitor}` as VisitorId
export const pageName = (visit: number, view: number): PageId => `pag_${visit}_${view}` as PageId
export const numberName = (region: number, count: number): E164 =>
  `+7${String(region).padStart(3, '0')}${String(count).padStart(7, '0')}` as E164
