import type { SessionId, VisitorId } from '../../edge/brands.ts'
import type { LeaseAnswer, LeaseReason, LeaseRequest } from '../../edge/contract.ts'
import type { PreviewSlot } from '../../edge/preview/previewContract.ts'
import type { Model } from './model.ts'
import { sampleFor } from './sampleFor.ts'

const NOBODY = '0'.repeat(32)
/** No beacon and no end within the life of a link: 24 hours. */
const LONG = 864e5

/** In the place of `fetch`: answers the core's leases with samples, or behaves as a slow or a dead edge. Nothing goes to the pools. */
export const createStandIn = (model: Model): typeof fetch =>
  async function standIn(_address, init): Promise<Response> {
    const { slots, consent } = JSON.parse(init!.body as string) as LeaseRequest
    const { edge } = model.choice
    if (edge === 'dead' || model.blocked) throw new TypeError('The edge is dead')
    if (edge === 'slow') await new Promise((_, reject) => init!.signal!.addEventListener('abort', () => reject(new Error('slow'))))
    const sampled = await sampleFor(model, { slots, consent: consent === 'full' ? 'full' : 'none' })
    if (!sampled) throw new TypeError('The edge does not answer')
    return new Response(JSON.stringify(leaseOf(sampled, model.settings.version)))
  }

const leaseOf = (slots: PreviewSlot[], settings: number): LeaseAnswer => ({
  reason: reasonOf(slots),
  session: `ses_${NOBODY}` as SessionId,
  visitor: `vis_${NOBODY}` as VisitorId,
  slots: slots.map(({ number, status, how, region, target, slot, step }) => ({
    target,
    slot,
    reason: status,
    shared: how === 'shared',
    ...(number && { number }),
    ...(region && { region }),
    ...(step && { step }),
  })),
  safeUntil: LONG,
  beacon: LONG,
  settings,
})

/** Of the whole answer, as the edge words it. */
const reasonOf = (slots: PreviewSlot[]): LeaseReason => {
  const status = slots.find(({ number }) => !number)?.status
  return slots.some(({ number }) => number) || /^(unknown|forward)/.test(status!) ? 'leased' : (status as LeaseReason)
}
