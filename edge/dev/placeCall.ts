import { signGeneric } from '../calls/providers/generic.ts'
import { SECOND } from '../clock.ts'
import type { DemoCall } from './parseCallArguments.ts'

/** Where the demo company's exchange sends its events to, and how it signs them. */
export interface DemoExchange {
  edge: string
  connection: string
  secret: string
}

/** What goes wrong in a way that a person can do something about. */
export class CallProblem extends Error {}

const RINGING = 8 * SECOND
/** Nobody waits longer for a queue that takes a second. */
const PATIENCE = 15 * SECOND
const ADMIN_KEY = 'rk_demo_admin'

interface Answer {
  action?: string
  destination?: string
  fallback?: string
  reason?: string
  error?: { message: string }
}

/** Tells the edge of a call as an exchange does, and prints what it answers and to whom it attributes the call. */
export async function placeCall({
  call,
  exchange,
  callId,
  print,
  now,
  fetch,
}: {
  call: DemoCall
  exchange: DemoExchange
  callId: string
  print: (line: string) => void
  now: () => number
  fetch: (url: string, init?: RequestInit) => Promise<Response>
}): Promise<void> {
  const { edge, connection, secret } = exchange
  const started = now()
  const ask = async (path: string, init: RequestInit): Promise<Response> => {
    try {
      return await fetch(`${edge}${path}`, init)
    } catch {
      throw new CallProblem(`Nothing answers at ${edge}. Is Rotary running? Start it with: npm start`)
    }
  }
  const tell = async (fields: object): Promise<Answer> => {
    const body = JSON.stringify({ call_id: callId, from: call.from ?? '', to: call.to, ...fields })
    const headers = { 'content-type': 'application/json', 'x-signature': await signGeneric(body, { secret, at: now() }) }
    const answer = await ask(`/v1/hooks/${connection}/`, { method: 'POST', headers, body })
    const said = await readAnswer(answer)
    if (!answer.ok) throw new CallProblem(`The edge refuses the call: ${said.error?.message ?? `HTTP ${answer.status}`}`)
    return said
  }

  print(`${call.from ?? 'A hidden caller'} calls ${call.to} …`)
  const route = await tell({ event: 'start', at: started })
  if (route.fallback === 'unknown-number' || route.reason === 'unknown-number') {
    throw new CallProblem(`${call.to} is not one of Rotary's numbers. Call the number that the page shows.`)
  }
  if (route.action !== 'forward') throw new CallProblem(`The edge turns the call away: ${route.reason}`)
  print(`The edge answers: ring ${route.destination}`)
  if (call.talkSec > 0) {
    await tell({ event: 'answered', at: started + RINGING })
    await tell({ event: 'end', at: started + RINGING + call.talkSec * SECOND, duration: call.talkSec, status: 'answered' })
    print(`Answered after ${RINGING / SECOND} s, hung up after ${call.talkSec} s (told, not waited for)`)
  } else {
    await tell({ event: 'end', at: started + RINGING, duration: 0, status: 'no_answer' })
    print(`Nobody answered in ${RINGING / SECOND} s (told, not waited for)`)
  }
  print(describeCall(await findCall({ callId, ask, now })))
}

async function readAnswer(answer: Response): Promise<Answer> {
  try {
    return (await answer.json()) as Answer
  } catch {
    return {}
  }
}

/** As `GET /v1/calls` lists it. */
interface ListedCall {
  id: string
  externalId: string
  endedAt: string | null
  attribution: { label: string; session: string | null; confidence: number; candidates: unknown[]; source: string | null } | null
  visit: { source?: string; medium?: string; campaign?: string | null; term?: string | null; landing?: string } | null
}

async function findCall({
  callId,
  ask,
  now,
}: {
  callId: string
  ask: (path: string, init: RequestInit) => Promise<Response>
  now: () => number
}): Promise<ListedCall> {
  const deadline = now() + PATIENCE
  while (now() < deadline) {
    const answer = await ask('/v1/calls?limit=200', { headers: { authorization: `Bearer ${ADMIN_KEY}` } })
    if (!answer.ok) throw new CallProblem(`GET /v1/calls answers HTTP ${answer.status}`)
    const { items } = (await answer.json()) as { items: ListedCall[] }
    const found = items.find(({ externalId }) => externalId === callId)
    if (found?.endedAt && found.attribution) return found
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
  throw new CallProblem(`The call was taken, but it is not in GET /v1/calls after ${PATIENCE / SECOND} s.`)
}

const LABELS: Record<string, string> = {
  tap: 'tapped the number',
  'page-open': 'has the page open',
  'left-recently': 'left the page lately',
  region: 'is of the region that calls',
  'repeat-caller': 'has called before',
  static: 'the number stands for its source',
  background: 'nobody who held the number is likely',
}

function describeCall({ id, attribution, visit }: ListedCall): string {
  if (!attribution) return `${id}: not attributed`
  const percent = `${(attribution.confidence * 100).toFixed(1)} %`
  const why = LABELS[attribution.label] ?? attribution.label
  if (attribution.source) return `${id} came from ${attribution.source} (${why})`
  if (!attribution.session) return `${id}: nobody is named; the best of ${attribution.candidates.length} candidates has ${percent} (${why})`
  const { source, medium, campaign, term, landing } = visit ?? {}
  const origin = [source && `${source} / ${medium ?? '—'}`, campaign && `campaign ${campaign}`, term && `keyword ${term}`]
    .filter(Boolean)
    .join(', ')
  return [`${id} came from visit ${attribution.session}, ${percent} sure: ${why}`, origin && `  ${origin}`, landing && `  ${landing}`]
    .filter(Boolean)
    .join('\n')
}
