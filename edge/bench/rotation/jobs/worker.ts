import { parentPort } from 'node:worker_threads'
import type { Job } from './job.ts'
import { runJob } from './runJob.ts'

/** One thread of the benchmark: a job in, progress and its result out. */
parentPort?.on('message', ({ id, job }: { id: number; job: Job }) => {
  const result = runJob(job, (day) => parentPort?.postMessage({ id, day }))
  parentPort?.postMessage({ id, result })
})
