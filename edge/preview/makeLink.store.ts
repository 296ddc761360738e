import type { SiteKey } from '../brands.ts'
import { HOUR } from '../clock.ts'
import { previews } from '../db/schema.ts'
import { RotaryError } from '../errors.ts'
import type { Principal } from '../http/bearer.ts'
import { newId } from '../ids.ts'
import type { Services } from '../services.ts'
import { linkTo, pageAddress } from './pageAddress.ts'
import { signPreview } from './previewToken.ts'

/** A link that opens a page in preview. The site is the account's; the page may be anywhere: the token is what admits its host. */
export async function makeLink(
  { db, ids, clock, config }: Services,
  { principal, site, url, hours, canAdd }: { principal: Principal; site: SiteKey; url: string; hours: number; canAdd: boolean },
): Promise<{ id: string; url: string; expiresAt: Date }> {
  const page = pageAddress(url)
  if (!page) throw new RotaryError('invalid_body', 'url: must be an address such as https://staging.example.com/')
  const id = newId<string>('pre', ids)
  const now = clock()
  const expires = now + Math.round(hours * HOUR)
  const { host } = page
  await db.insert(previews).values({
    id,
    accountId: principal.account,
    site,
    url: page.url.href,
    host,
    keyId: principal.key,
    canAdd,
    createdAt: new Date(now),
    expiresAt: new Date(expires),
  })
  const token = await signPreview({ id, site, host, expires }, config.tokenKeys[0])
  return { id, url: linkTo(page.url.href, token), expiresAt: new Date(expires) }
}
