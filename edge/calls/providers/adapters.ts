import type { Provider } from '../callEvent.ts'
import type { ProviderAdapter } from '../provider.port.ts'
import { generic } from './generic.ts'

export const adapters = { generic } as Record<Provider, ProviderAdapter>
