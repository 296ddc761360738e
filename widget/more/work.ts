import type { Rotary } from '../api.ts'
import type { Settings } from '../config.ts'

/** What each part of the second file gets; what it puts into `stops` is done when the widget leaves the page. */
export interface Work {
  rotary: Rotary
  settings: Settings
  stops: (() => void)[]
}
