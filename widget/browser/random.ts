import type { PageId } from '../../edge/brands.ts'

/** RFC 9562 UUIDv7; `crypto.randomUUID` makes v4 and only on secure pages. The time has eleven hexadecimal digits until the year 2527. */
export const uuid7 = (): string =>
  `0${Date.now().toString(16)}`.replace(/.{8}/, '$&-') +
  '-7xxx-8xxx-xxxxxxxxxxxx'.replace(/x/g, () => ((Math.random() * 16) | 0).toString(16))

/** This page view of this tab. */
export const pageId = `pag_${uuid7().slice(-12)}` as PageId
