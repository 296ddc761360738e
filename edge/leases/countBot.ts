import type { SiteKey } from '../brands.ts'
import { SECOND } from '../clock.ts'
import type { Outbox } from '../pool/outbox.port.ts'
import type { Services } from '../services.ts'

/** Lives across requests: bots of a site that were not reported yet. By outbox, so that tests share nothing. */
const unreported = new WeakMap<Outbox, Map<SiteKey, number>>()

/** Counts a program that asked for numbers; a flood of them costs one outbox entry a second and isolate. Resolves when it is reported. */
export async function countBot({ hot: { outbox }, ring }: Pick<Services, 'hot' | 'ring'>, site: SiteKey): Promise<void> {
  const counts = unreported.get(outbox) ?? new Map<SiteKey, number>()
  unreported.set(outbox, counts)
  const waiting = counts.get(site)
  counts.set(site, (waiting ?? 0) + 1)
  // The report that is under way takes this one along.
  if (waiting !== undefined) return
  await new Promise((resolve) => setTimeout(resolve, SECOND))
  const count = counts.get(site)
  counts.delete(site)
  await outbox.append(site, [{ kind: 'bots', body: JSON.stringify({ count }) }])
  await ring(site)
}
