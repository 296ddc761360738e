import { Worker } from 'node:worker_threads'
import type { Job } from './job.ts'
import type { JobResult } from './runJob.ts'

const THREADS = 2

type Report = { id: number; day: number } | { id: number; result: JobResult }

/** Shares jobs out among two threads; results in the order of the jobs. `onProgress` is told what is done of the whole, 0..1. */
export const runJobs = async (jobs: readonly Job[], onProgress: (share: number) => void): Promise<JobResult[]> => {
  const results: JobResult[] = []
  const parts = new Array<number>(jobs.length).fill(0)
  let next = 0
  const tell = (id: number, part: number): void => {
    parts[id] = Math.max(parts[id]!, part)
    onProgress(parts.reduce((sum, share) => sum + share, 0) / Math.max(1, jobs.length))
  }
  const work = async (): Promise<void> => {
    const worker = new Worker(new URL('worker.ts', import.meta.url))
    try {
      while (next < jobs.length) {
        const id = next++
        const job = jobs[id]!
        results[id] = await new Promise<JobResult>((resolve, reject) => {
          worker.removeAllListeners()
          worker.on('error', reject)
          worker.on('message', (report: Report) => {
            if ('result' in report) resolve(report.result)
            else tell(id, job.kind === 'lifecycle' ? 0 : (0.95 * report.day) / job.run.days)
          })
          worker.postMessage({ id, job })
        })
        tell(id, 1)
      }
    } finally {
      await worker.terminate()
    }
  }
  await Promise.all(Array.from({ length: Math.min(THREADS, jobs.length) }, work))
  return results
}
