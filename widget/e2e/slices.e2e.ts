import { expect, test } from 'vitest'
import { settled, useBrowser, visit } from './visit.ts'

useBrowser()

/** A page of 50,000 text nodes, one in a hundred with the target, each tenth with other digits. */
const HUGE = `<!doctype html><meta charset="utf-8"><body><script>
  const rows = []
  for (let i = 0; i < 25000; i++) {
    const text = i % 50 === 0 ? 'Звоните 8 495 123-45-67' : i % 5 === 0 ? 'Цена ' + i + ' 300 ₽' : 'Окно со стеклом'
    rows.push('<div><span title="Окно">' + text + '</span> <a href="/catalog/' + i + '">подробнее</a></div>')
  }
  document.write(rows.join(''))
</script>`

interface TraceEvent {
  name: string
  pid: number
  tid: number
  ts: number
  dur?: number
  /** Microseconds of the thread's own CPU time: other processes of a busy machine do not count. */
  tdur?: number
}

/** A task that makes a frame is the page's own: its size is what it costs to lay it out. The widget works in timers and microtasks. */
const FRAME = new Set(['Layout', 'PrePaint', 'Paint', 'Commit'])

/** Milliseconds of CPU in each task that makes no frame, if they are over so many. */
function tasksOver(limit: number, events: TraceEvent[]): number[] {
  const frames = events.filter(({ name }) => FRAME.has(name))
  return events
    .filter(({ name, tdur = 0 }) => name === 'RunTask' && tdur > limit * 1000)
    .filter((task) => !frames.some(({ pid, tid, ts }) => pid === task.pid && tid === task.tid && ts >= task.ts && ts < task.ts + task.dur!))
    .map(({ tdur }) => Math.round(tdur! / 1000))
}

test('no task lasts over 50 ms on 50,000 text nodes with the CPU four times slower', async () => {
  const one = await visit({
    html: HUGE,
    // The number is there by the second view, so the whole page is swapped from what is remembered when the script runs.
    pages: { '/small': '<!doctype html><p>8 495 123-45-67</p>{{SCRIPT}}' },
    path: '/small',
  })
  const { page, context } = one
  page.setDefaultTimeout(40_000)
  await page.waitForFunction(`document.body.textContent.includes('765-43-21')`)
  await page.goto(`${one.origin}/`)
  await settled(page)
  const session = await context.newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 })
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 500)))
  const browser = context.browser()!
  await browser.startTracing(page, { categories: ['toplevel', 'devtools.timeline', 'disabled-by-default-devtools.timeline'] })
  const swapped = await page.evaluate(async (src) => {
    let count = 0
    const all = new Promise<void>((resolve) => document.addEventListener('rotary:swap', () => ++count === 500 && resolve()))
    const script = document.createElement('script')
    script.src = src
    document.head.append(script)
    await all
    // Attributes come after the texts.
    await new Promise((resolve) => setTimeout(resolve, 2000))
    return count
  }, `${one.edge.origin}/w/pk_demo.js`)
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] }
  expect(swapped).toBe(500)
  expect(tasksOver(50, traceEvents)).toEqual([])
})
