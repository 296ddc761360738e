import { median } from '../regions/median.ts'
import type { EdgeUnderTest } from './edgeUnderTest.ts'
import type { BareWorker } from './startBareWorker.ts'

const ROUNDS = 5
const PAIRS = 60
const BURST = 400
const AT_ONCE = 8

interface Measured {
  edge: EdgeUnderTest
  bare: BareWorker
  numbers: string[]
  /** Waits until the calls of that name are stored and told, so that what is measured next is not disturbed by them. */
  whenTold: (prefix: string, count: number) => Promise<void>
}

async function timed(ask: () => Promise<Response>): Promise<number> {
  const began = performance.now()
  const response = await ask()
  await response.text()
  if (!response.ok) throw new Error(`HTTP ${response.status}`)
  return performance.now() - began
}

const sendTo = (edge: EdgeUnderTest, hook: RequestInit) => fetch(`${edge.url()}/v1/hooks/con_demo/`, hook)

function hooksFor(
  { edge, numbers }: Measured,
  { prefix, count, callers }: { prefix: string; count: number; callers: string },
): Promise<RequestInit[]> {
  const hook = (_: unknown, i: number) =>
    edge.signed({
      event: 'start',
      call_id: `${prefix}-${i}`,
      from: `+7917${callers}${String(i).padStart(6, '0')}`,
      to: numbers[i % numbers.length],
    })
  return Promise.all(Array.from({ length: count }, hook))
}

/**
 * How long a caller waits for his route against the bare worker's one GET: both are asked in turns, one at a time, the call is stored
 * and told before the next. `routeRatio` is the bare worker's median time ÷ ours, the median of the rounds.
 */
export async function measureAnswers(measured: Measured) {
  const { edge, bare, whenTold } = measured
  const ratios: number[] = []
  const times: number[] = []
  for (let turn = -1; turn < ROUNDS; turn++) {
    const prefix = `route${turn}`
    const hooks = await hooksFor(measured, { prefix, count: PAIRS, callers: String(turn + 1) })
    const [theirs, ours]: [number[], number[]] = [[], []]
    for (const [i, hook] of hooks.entries()) {
      theirs.push(await timed(() => fetch(bare.url, hook)))
      ours.push(await timed(() => sendTo(edge, hook)))
      await whenTold(prefix, i + 1)
    }
    // The first round warms both.
    if (turn < 0) continue
    ratios.push(median(theirs) / median(ours))
    times.push(...ours)
  }
  times.sort((a, b) => a - b)
  return { routeRatio: median(ratios), ratios, p99ms: times[Math.floor(times.length * 0.99)]! }
}

/** Answers a second of both under load, storing and telling of the calls included on our side: what a burst costs. */
export async function measureBurst(measured: Measured) {
  const { edge, bare, whenTold } = measured
  const hooks = await hooksFor(measured, { prefix: 'load', count: BURST, callers: '9' })
  const rateOf = async (ask: (hook: RequestInit) => Promise<Response>) => {
    let index = 0
    const began = performance.now()
    const one = async () => {
      for (;;) {
        const hook = hooks[index++]
        if (!hook) return
        await timed(() => ask(hook))
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, one))
    return (BURST / (performance.now() - began)) * 1000
  }
  const theirs = await rateOf((hook) => fetch(bare.url, hook))
  const ours = await rateOf((hook) => sendTo(edge, hook))
  await whenTold('load', BURST)
  return { ours, theirs }
}
