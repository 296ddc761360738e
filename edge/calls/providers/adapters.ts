import type { Provider } from '../callEvent.ts'
import type { ProviderAdapter } from '../provider.port.ts'
import { asterisk } from './asterisk.ts'
import { generic } from './generic.ts'
import { mango } from './mango.ts'
import { twilio } from './twilio.ts'

/** Every provider that we speak the language of. */
export const adapters: Record<Provider, ProviderAdapter> = { generic, mango, twilio, asterisk }
