import type { PublicSettings } from '../edge/contract.ts'
import { guard } from './browser/guard.ts'
import { start } from './start.ts'

/** The edge puts the site's settings in the place of this name. */
declare const __ROTARY_SETTINGS__: PublicSettings

guard(start)(__ROTARY_SETTINGS__)
