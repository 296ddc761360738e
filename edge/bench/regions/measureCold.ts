import { convertV4MiniflareOptions, Miniflare } from 'miniflare'
import { bundleWorker } from '../../dev/worker/bundleWorker.ts'
import { median } from './median.ts'

export interface Cold {
  /** Median milliseconds of a request that looks up cold, less those of one that does nothing. */
  milliseconds: number
  slowest: number
  /** The most that one of them loaded. */
  bytes: number
  fetches: number
}

/** Cold look-ups in workerd, by the fetch of the static assets; `folder` has `regions/` in it. */
export async function measureCold({ folder, addresses }: { folder: string; addresses: readonly string[] }): Promise<Cold> {
  const { script } = await bundleWorker('edge/bench/regions/coldWorker.ts')
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      name: 'cold',
      compatibilityDate: '2026-10-01',
      modules: [{ type: 'ESModule', path: 'worker.js', contents: script }],
      modulesRoot: '/',
      assets: { directory: folder, binding: 'ASSETS', routerConfig: { invoke_user_worker_ahead_of_assets: true, has_user_worker: true } },
      cf: {},
      logRequests: false,
    }),
  )
  try {
    const ask = async (query: string) => {
      const started = performance.now()
      const response = await miniflare.dispatchFetch(`http://localhost/${query}`)
      const answer = (await response.json()) as { region: string | null; bytes: number; fetches: number }
      return { ...answer, took: performance.now() - started }
    }
    for (let i = 0; i < 5; i++) await ask(`?ip=${addresses[0]}`)
    const idle: number[] = []
    const cold: number[] = []
    let [bytes, fetches] = [0, 0]
    for (const address of addresses) {
      idle.push((await ask('')).took)
      const answer = await ask(`?ip=${address}`)
      cold.push(answer.took)
      bytes = Math.max(bytes, answer.bytes)
      fetches = Math.max(fetches, answer.fetches)
    }
    return { milliseconds: median(cold) - median(idle), slowest: Math.max(...cold), bytes, fetches }
  } finally {
    await miniflare.dispose()
  }
}
