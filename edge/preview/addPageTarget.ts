import { eq, sql } from 'drizzle-orm'
import type { E164 } from '../brands.ts'
import { previews } from '../db/schema.ts'
import { RotaryError } from '../errors.ts'
import type { Services } from '../services.ts'
import { addTarget } from '../sites/targets.routes.ts'
import type { OpenLink } from './openLink.store.ts'
import type { PreviewTargetAnswer } from './previewContract.ts'

/** Makes a number of the page a target, if the link may; what was added is kept with the link. */
export async function addPageTarget(
  services: Services,
  { link: { id, settings, canAdd }, e164 }: { link: OpenLink; e164: E164 },
): Promise<PreviewTargetAnswer> {
  if (!canAdd) return { reason: 'not-allowed' }
  const known = settings.targets.find((target) => target.e164 === e164)
  if (known) return { reason: 'exists', target: known }
  const site = { id: settings.id, key: settings.site, accountId: settings.account }
  try {
    const { id: target, slot, route } = await addTarget(services, { site, wish: { e164, text: null, format: null } })
    const entry = JSON.stringify([{ id: target, e164, at: new Date(services.clock()).toISOString() }])
    await services.db
      .update(previews)
      .set({ added: sql`${previews.added} || ${entry}::jsonb` })
      .where(eq(previews.id, id))
    return { reason: 'added', target: { e164, slot, route } }
  } catch (error) {
    // What the API refuses with a 4xx would print in the console of the page.
    if (error instanceof RotaryError && error.status < 500) return { reason: 'refused', problem: error.message }
    throw error
  }
}
