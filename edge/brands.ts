/** @public Never imported: declarations of what is made of brands must be able to name it. */
export declare const brand: unique symbol
type Brand<Name extends string> = string & { readonly [brand]: Name }

/** `+` and 7 to 15 digits. */
export type E164 = Brand<'E164'>
/** ISO 3166-2 code (`RU-MOW`), a country (`RU`), or `RU-TOLLFREE` for numbers that belong to no region of it. */
export type RegionCode = Brand<'RegionCode'>
/** Public key of a site, `pk_…`; also the hash tag of all the site's hot keys. */
export type SiteKey = Brand<'SiteKey'>
/** Signed by the edge, opaque to the page. */
export type LeaseToken = Brand<'LeaseToken'>
export type AccountId = Brand<'AccountId'>
export type SiteId = Brand<'SiteId'>
export type RouteId = Brand<'RouteId'>
export type ConnectionId = Brand<'ConnectionId'>
export type CallId = Brand<'CallId'>
export type WebhookId = Brand<'WebhookId'>
/** First-party id of a browser, `vis_…`. */
export type VisitorId = Brand<'VisitorId'>
/** One visit, `ses_…`. */
export type SessionId = Brand<'SessionId'>
/** One page view of one tab, `pag_…`, made by the widget. */
export type PageId = Brand<'PageId'>
