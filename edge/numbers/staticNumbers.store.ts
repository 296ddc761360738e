import { eq, sql } from 'drizzle-orm'
import type { E164, SiteKey } from '../brands.ts'
import type { Database } from '../db/client.ts'
import { sites } from '../db/schema.ts'
import type { StaticNumber } from '../sites/siteSettings.ts'

const others = (number: E164) =>
  sql`coalesce((select jsonb_agg(s) from jsonb_array_elements(${sites.options}->'statics') s where s->>'number' <> ${number}), '[]'::jsonb)`

/** The site gives this number to what it stands for from now on; it stands once in the list. */
export async function setStatic(db: Database, { site, fixed }: { site: SiteKey; fixed: StaticNumber }): Promise<void> {
  const list = sql`${others(fixed.number)} || ${JSON.stringify([fixed])}::jsonb`
  await db
    .update(sites)
    .set({ options: sql`jsonb_set(${sites.options}, '{statics}', ${list})`, version: sql`${sites.version} + 1` })
    .where(eq(sites.key, site))
}

/** The site gives this number to nobody any more. */
export async function unsetStatic(db: Database, { site, number }: { site: SiteKey; number: E164 }): Promise<void> {
  await db
    .update(sites)
    .set({ options: sql`jsonb_set(${sites.options}, '{statics}', ${others(number)})`, version: sql`${sites.version} + 1` })
    .where(sql`${sites.key} = ${site} and ${sites.options}->'statics' @> ${JSON.stringify([{ number }])}::jsonb`)
}
