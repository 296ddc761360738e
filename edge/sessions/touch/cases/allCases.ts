import { clickIdCases } from './clickIdCases.ts'
import { ga4Channels } from './ga4Channels.ts'
import { markCases } from './markCases.ts'
import { placeCases } from './placeCases.ts'
import { searchCases } from './searchCases.ts'
import type { SourceCase } from './sourceCase.ts'

export const allCases: SourceCase[] = [...ga4Channels, ...clickIdCases, ...markCases, ...searchCases, ...placeCases]
