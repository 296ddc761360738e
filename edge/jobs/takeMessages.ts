import type { SiteKey } from '../brands.ts'
import { describeFault } from '../describeFault.ts'
import { isDataFault } from '../db/isDataFault.ts'
import type { Services } from '../services.ts'
import type { DoorbellMessage } from './doorbell.ts'
import { drainOutbox } from './drainOutbox.ts'
import { tellWorld } from '../webhooks/tellWorld.ts'
import { takeNote } from './takeNote.ts'

/** The queue's consumer: each site that was rung for is drained once per batch; what fails is delivered again. */
export async function takeMessages(services: Services, batch: MessageBatch<DoorbellMessage>): Promise<void> {
  const drained = new Map<SiteKey, Promise<boolean>>()
  for (const message of batch.messages) {
    const { body } = message
    let done: boolean
    if (body.kind === 'drain') {
      let drain = drained.get(body.site)
      if (!drain) drained.set(body.site, (drain = attempt(drainOutbox(services, body.site))))
      done = await drain
    } else if (body.kind === 'note') {
      done = await attempt(takeNote(services, body))
    } else {
      // Done below for the whole batch.
      done = true
    }
    if (done) message.ack()
    else message.retry({ delaySeconds: Math.min(60, 2 ** message.attempts) })
  }
  // What fails here is made up for by the minute's cron: the deliveries are in Postgres.
  await attempt(tellWorld(services))
}

/** False asks for another delivery. What is wrong in itself will not get better by it. */
async function attempt(work: Promise<unknown>): Promise<boolean> {
  try {
    await work
    return true
  } catch (error) {
    console.error(JSON.stringify({ job: 'queue', ...describeFault(error) }))
    return isDataFault(error)
  }
}
