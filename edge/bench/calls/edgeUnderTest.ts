import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { lease } from '../../dev/aVisit.ts'
import { findFreePort } from '../../dev/findFreePort.ts'
import { runStart, type RunningStart } from '../../dev/launcher/runStart.ts'
import { DEMO } from '../../dev/seed.ts'
import { signedHook } from '../../dev/signedHook.ts'

export interface StoredCall {
  externalId: string
  status: string
  attribution: { label: string } | null
}

/** `npm start` as a process of its own, with what a bench or a kill test does to it. */
export async function startEdge(data: string, allowPrivate: string) {
  const port = String(await findFreePort())
  let run: RunningStart
  let edge = ''
  const start = async () => {
    run = runStart({ env: { ROTARY_DATA: data, PORT: port, ROTARY_ALLOW_PRIVATE: allowPrivate } })
    edge = (await run.ready()).edge
  }
  await start()
  const secret = (JSON.parse(readFileSync(join(data, 'demo.json'), 'utf8')) as { secret: string }).secret
  const authorization = { Authorization: `Bearer ${DEMO.adminKey}` }
  const api = async <Body>(path: string, init: RequestInit = {}): Promise<Body> => {
    const response = await fetch(`${edge}${path}`, { ...init, headers: { ...authorization, 'Content-Type': 'application/json' } })
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
    return (await response.json()) as Body
  }
  return {
    url: () => edge,
    process: () => run,
    restart: start,
    api,
    tellAt: (url: string) => api('/v1/webhooks', { method: 'POST', body: JSON.stringify({ url }) }),
    /** A number that a visitor is looking at. */
    async leased(): Promise<string> {
      const answer = await lease({ request: (path, init) => fetch(`${edge}${path}`, init) })
      return answer.slots[0]!.number!.e164
    },
    hook: async (fields: object) => fetch(`${edge}/v1/hooks/${DEMO.connection}/`, await signedHook(fields, secret)),
    signed: (fields: object) => signedHook(fields, secret),
    async calls(): Promise<StoredCall[]> {
      const items: StoredCall[] = []
      for (let next: string | null = ''; next !== null;) {
        const page: { items: StoredCall[]; next: string | null } = await api(`/v1/calls?limit=200${next && `&cursor=${next}`}`)
        items.push(...page.items)
        next = page.next
      }
      return items
    },
    async stop() {
      run.child.kill('SIGTERM')
      await run.exitCode()
    },
  }
}
export type EdgeUnderTest = Awaited<ReturnType<typeof startEdge>>
