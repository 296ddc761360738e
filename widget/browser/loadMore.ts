import { settings } from '../config.ts'
import { guard } from './guard.ts'

let loading: Promise<unknown> | undefined

/** The second file, once: a module, so that a nonce of ours passes on to it and no Trusted Types policy is needed. */
export const loadMore = guard(
  (): Promise<unknown> => (loading ||= import(`${settings.edge}/rotary-more.js`).then((more) => more.default(settings))),
)
