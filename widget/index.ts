/**
 * `@rotary/widget`: the widget for pages that are built from npm packages. Importing it does nothing, on a server neither.
 *
 * ```ts
 * import { startRotary } from '@rotary/widget'
 * const rotary = await startRotary({ edge: 'https://edge.example.com', site: 'pk_demo' })
 * ```
 */
export type { PublicSettings } from '../edge/contract.ts'
export type { NumberOptions, NumberResult, Rotary } from './api.ts'
export type { FormatFunction, Occurrence, Options, Rendering, Settings } from './config.ts'
export type { EventName, Listener, RotaryEvents } from './hooks.ts'
export { startRotary, type StartOptions } from './npm/startRotary.ts'
export { watchNumber, type WatchedNumber } from './npm/watchNumber.ts'
export { whenRotary } from './npm/whenRotary.ts'
