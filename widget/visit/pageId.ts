import type { PageId } from '../../edge/brands.ts'
import { randomHex } from '../browser/random.ts'

/** This page view of this tab. */
export const pageId = `pag_${randomHex(16)}` as PageId
