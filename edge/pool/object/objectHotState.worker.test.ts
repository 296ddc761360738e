import { env } from 'cloudflare:test'
import { describe } from 'vitest'
import { hotStateContract } from '../contract.suite.ts'
import { objectHotState, type ObjectBindings } from './objectHotState.ts'

describe('hot state in Durable Objects, inside workerd', () => {
  hotStateContract(() => objectHotState(env as unknown as ObjectBindings))
})
