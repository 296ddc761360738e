import type { Services } from '../services.ts'

/** What jobs work with. Time is always `clock`'s. */
export type JobServices = Pick<Services, 'db' | 'hot' | 'clock' | 'ids' | 'supplier'>
