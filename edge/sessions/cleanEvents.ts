import type { ParsedWireEvent } from '../contract.ts'
import { cleanAddress } from './touch/cleanAddress.ts'

/** Events as they may be kept: addresses without secrets; `reduced`, where consent allows no more: pages without marks, no parameters. */
export function cleanEvents(events: ParsedWireEvent[], { reduced }: { reduced: boolean }): ParsedWireEvent[] {
  return events.flatMap((event): ParsedWireEvent[] => {
    if (event.type === 'page') {
      const { url, referrer, ...rest } = event
      return [
        {
          ...rest,
          url: cleanAddress(url, reduced ? 'page' : undefined),
          ...(referrer !== undefined && { referrer: cleanAddress(referrer, reduced ? 'host' : undefined) }),
        },
      ]
    }
    if (!reduced) return [event]
    if (event.type === 'params') return []
    return event.type === 'custom' ? [{ ...event, params: undefined }] : [event]
  })
}
