/**
 * `npm run bench:calls [-- --json]`, on the embedded default. The last line is one JSON object:
 * routeRatio    time of a bare worker's answer with one Redis GET ÷ time of a routing answer, median of 5 interleaved rounds; goal 0.8, at least 0.7
 * p99ms         of routing answers in those rounds
 * loadRatio     answers a second under load, ours ÷ the bare worker's; ours store, attribute and tell of their calls meanwhile
 * startedP95ms  from the provider's first webhook to `call.started` at a local endpoint, goal < 250
 * calls         made at once; lost, doubled, unattributed of them, goal 0 each; untold: without `call.started` and `call.ended`
 */
import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { measureAnswers, measureBurst } from './measureRoute.ts'
import { startBareWorker } from './startBareWorker.ts'
import { startEdge } from './edgeUnderTest.ts'
import { startReceiver } from './webhookReceiver.ts'

const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } })
const say = (line: string) => {
  if (!values.json) console.log(line)
}
const CALLS = 1000
const LATENCIES = 100
const VISITORS = 12
const home = realpathSync(mkdtempSync(join(tmpdir(), 'rotary-bench-calls-')))
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

const receiver = await startReceiver()
const edge = await startEdge(join(home, 'data'), receiver.host)
const bare = await startBareWorker(home)
try {
  await edge.tellAt(receiver.url)
  const numbers = await Promise.all(Array.from({ length: VISITORS }, () => edge.leased()))
  await sleep(2000)

  const took: number[] = []
  for (let i = 0; i < LATENCIES; i++) {
    const told = receiver.whenTold('call.started', `latency-${i}`)
    const began = performance.now()
    await edge.hook({ event: 'start', call_id: `latency-${i}`, from: `+7918000${String(i).padStart(4, '0')}`, to: numbers[i % VISITORS] })
    took.push((await told) - began)
  }
  took.sort((a, b) => a - b)
  const startedP95ms = took[Math.floor(LATENCIES * 0.95)]!
  say(`call.started is delivered after ${took[LATENCIES >> 1]!.toFixed(0)} ms, p95 ${startedP95ms.toFixed(0)} ms`)

  const whenTold = async (prefix: string, count: number) => {
    const told = () =>
      new Set(
        receiver.delivered.filter(({ type, call }) => type === 'call.started' && call.startsWith(`${prefix}-`)).map(({ call }) => call),
      ).size
    for (const until = performance.now() + 60_000; told() < count && performance.now() < until;) await sleep(5)
  }
  const measured = { edge, bare, numbers, whenTold }
  const { routeRatio, ratios, p99ms } = await measureAnswers(measured)
  say(`a route takes ${ratios.map((ratio) => (1 / ratio).toFixed(2)).join(', ')} times as long as one GET`)
  const burst = await measureBurst(measured)
  say(`under load ${burst.ours.toFixed(0)} routes/s with all that follows them, the bare worker ${burst.theirs.toFixed(0)} answers/s`)

  const names = Array.from({ length: CALLS }, (_, i) => `burst-${i}`)
  const at = Date.now()
  const send = (fields: (i: number) => object) =>
    Promise.all(
      names.map(
        async (call_id, i) =>
          (await edge.hook({ call_id, from: `+7919${String(i).padStart(7, '0')}`, to: numbers[i % VISITORS], ...fields(i) })).ok,
      ),
    )
  const answered = await send(() => ({ event: 'start', at }))
  await send(() => ({ event: 'end', at: at + 65_000, duration: 60, status: 'answered' }))
  const of = (type: string) => new Set(receiver.delivered.filter((one) => one.type === type).map(({ call }) => call))
  const untold = () => names.filter((name) => !of('call.started').has(name) || !of('call.ended').has(name)).length
  for (const until = performance.now() + 120_000; untold() && performance.now() < until;) await sleep(500)
  const stored = (await edge.calls()).filter(({ externalId }) => externalId.startsWith('burst-'))
  const kinds = new Set(stored.map(({ externalId }) => externalId))
  const result = {
    routeRatio: round(routeRatio),
    p99ms: round(p99ms),
    loadRatio: round(burst.ours / burst.theirs),
    startedP95ms: round(startedP95ms),
    calls: CALLS,
    refused: answered.filter((ok) => !ok).length,
    lost: names.filter((name) => !kinds.has(name)).length,
    doubled: stored.length - kinds.size,
    unattributed: stored.filter(({ attribution }) => attribution === null).length,
    untold: untold(),
  }
  console.log(JSON.stringify(result))
} finally {
  await Promise.allSettled([edge.stop(), bare.stop(), receiver.stop()])
  rmSync(home, { recursive: true, force: true })
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000
}
