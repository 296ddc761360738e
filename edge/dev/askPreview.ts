/** What goes wrong in a way that a person can do something about. */
export class PreviewProblem extends Error {}

export interface PreviewWish {
  /** The page. */
  url: string
  site: string
  hours: number
  canAdd: boolean
}

/** Makes a preview link at an edge that runs. */
export async function askPreview(
  { url, site, hours, canAdd }: PreviewWish,
  { edge, key, fetch }: { edge: string; key: string; fetch: (url: string, init: RequestInit) => Promise<Response> },
): Promise<{ url: string; expiresAt: string }> {
  const init = { method: 'POST', headers: { Authorization: `Bearer ${key}` }, body: JSON.stringify({ url, site, hours, canAdd }) }
  const answer = await fetch(`${edge}/v1/previews`, init).catch(() => {
    throw new PreviewProblem(`Nothing answers at ${edge}. Is Rotary running? Start it with: npm start`)
  })
  const said = (await answer.json().catch(() => ({}))) as { url: string; expiresAt: string; error?: { message: string } }
  if (answer.status !== 201) throw new PreviewProblem(`The edge makes no link: ${said.error?.message ?? `HTTP ${answer.status}`}`)
  return said
}
