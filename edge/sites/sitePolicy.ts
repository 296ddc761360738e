import { MINUTE } from '../clock.ts'
import { POLICY, type PoolPolicy } from '../pool/policy.ts'
import { REST } from '../pool/size.ts'
import type { SiteOptions } from './siteSettings.ts'

type Wish = Pick<SiteOptions, 'restMinutes'>

/** R* of a site, ms. */
export const restOf = ({ restMinutes }: Wish): number => (restMinutes === undefined ? REST : restMinutes * MINUTE)

/** A pool that is sized for less rest than growth begins at would grow for ever. */
export const sitePolicy = (site: Wish): PoolPolicy => (restOf(site) < POLICY.growBelow ? { ...POLICY, growBelow: restOf(site) } : POLICY)
