import type { SiteKey } from '../brands.ts'
import { describeFault } from '../describeFault.ts'
import { isDataFault } from '../db/isDataFault.ts'
import type { Services } from '../services.ts'
import type { DoorbellMessage } from './doorbell.ts'
import { drainOutbox } from './drainOutbox.ts'
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
    } else {
      done = await attempt(takeNote(services, body))
    }
    if (done) message.ack()
    else message.retry({ delaySeconds: Math.min(60, 2 ** message.attempts) })
  }
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
