/**
 * What of the wire contract is inferred from its schemas, written out: with it the package's types need no validator. A test holds it to
 * the contract.
 */
export interface LeaseRequest {
  slots: {
    target: string
    slot?: string | undefined
    forwardTo?: string | undefined
    sig?: string | undefined
    exp?: number | undefined
  }[]
}

/** What happens on a page, as it is reported. */
export type WireEvent = { id: string; at: number } & (
  | { type: 'page'; url: string; referrer?: string | undefined; title?: string | undefined }
  | { type: 'tap' | 'copy' | 'intent'; slot?: string | undefined }
  | { type: 'form'; name?: string | undefined }
  | { type: 'custom'; name: string; params?: { [name: string]: string } | undefined }
  | { type: 'params'; params: { [name: string]: string } }
  | { type: 'engagement'; engaged: number; scroll?: number | undefined; seen?: { [slot: string]: number } | undefined }
)
