import type { E164 } from '../brands.ts'
import { forwardSigned } from '../leases/forwardSignature.ts'
import type { RequestFacts } from '../leases/visitorFacts.ts'
import { formatNumber } from '../regions/formatNumber.ts'
import { placeVisitor } from '../regions/placeVisitor.ts'
import type { Services } from '../services.ts'
import { publicSettings } from '../sites/publicSettings.ts'
import { freeSamples } from './freeSamples.store.ts'
import type { OpenLink } from './openLink.store.ts'
import type { ParsedPreviewTry, PreviewOpened, PreviewSample } from './previewContract.ts'
import { previewRegions } from './previewRegions.ts'
import { sampleLease } from './sampleLease.ts'
import { trackingNumbers } from './trackingNumbers.store.ts'

/** What the panel begins with. */
export function answerOpen({ config }: Services, { settings, siteName, expiresAt, canAdd }: OpenLink): PreviewOpened {
  return {
    reason: 'open',
    site: { key: settings.site, name: siteName },
    expiresAt,
    settings: publicSettings(settings, config.publicUrl),
    targets: settings.targets,
    regions: previewRegions(settings),
    canAdd,
  }
}

/** What a visitor who came so would see. */
export async function answerTry(
  { db, regions, clock }: Services,
  { link: { settings }, asked, facts }: { link: OpenLink; asked: ParsedPreviewTry; facts: RequestFacts },
): Promise<PreviewSample> {
  const place = await placeVisitor({
    address: facts.address,
    cf: facts.cf ?? {},
    // For visitors the home region comes first.
    forced: settings.regions.home ? null : (asked.region ?? null),
    site: settings.regions,
    table: regions,
  })
  const signed = new Set<object>()
  for (const slot of asked.slots ?? []) {
    if (await forwardSigned(slot, { site: settings.site, secret: settings.secret, now: clock() })) signed.add(slot)
  }
  const { slots, ...sampled } = sampleLease({ settings, asked, place, signed })
  const wanted = slots.flatMap(({ slot, sample }, index) => (sample ? [{ slot, region: sample, place: index }] : []))
  const found = await freeSamples(db, wanted)
  const numbers = new Map<string, E164 | null>(wanted.map(({ slot }, index) => [slot, found[index] ?? null]))
  return {
    reason: 'sample',
    ...sampled,
    slots: slots.map(({ sample: _, ...slot }) => {
      const number = numbers.get(slot.slot)
      return { ...slot, number: number ? formatNumber(number) : null }
    }),
    tracking: await trackingNumbers(db, { account: settings.account, seen: asked.seen }),
  }
}
