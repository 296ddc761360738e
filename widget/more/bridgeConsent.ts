import { guard } from '../browser/guard.ts'
import type { Work } from './work.ts'

interface TcData {
  eventStatus: string
  purpose: { consents: { [id: number]: boolean | undefined } }
}

interface Page {
  __tcfapi?: (command: string, version: number, callback: (data: TcData, ok: boolean) => void) => void
  dataLayer?: unknown[]
}

/** Takes the visitor's choice from a consent framework: IAB TCF (purpose 1, storage on the device) or Google consent mode. */
export const bridgeConsent = (work: Work): void => {
  const { extras } = work.settings
  if (extras!.includes('tcf')) bridgeTcf(work)
  if (extras!.includes('gcm')) bridgeGoogle(work)
}

const bridgeTcf = ({ rotary }: Work): void => {
  ;(window as unknown as Page).__tcfapi?.(
    'addEventListener',
    2,
    guard(({ eventStatus, purpose }: TcData, ok: boolean) => {
      if (ok && eventStatus !== 'cmpuishown') rotary.consent({ storage: !!purpose.consents[1] })
    }),
  )
}

/** `gtag('consent', 'update', { analytics_storage: 'granted' })` goes through `dataLayer.push`, which is watched and undone on stop. */
const bridgeGoogle = ({ rotary, stops }: Work): void => {
  const layer = ((window as unknown as Page).dataLayer ||= [])
  const read = guard((entry: unknown) => {
    const [command, kind, choice] = (entry as [string, string, { analytics_storage?: string }]) || []
    if (command === 'consent' && kind === 'update' && choice?.analytics_storage) {
      rotary.consent({ storage: choice.analytics_storage === 'granted' })
    }
  })
  layer.forEach(read)
  const original = layer.push
  const wrapped = function (this: unknown[], ...entries: unknown[]) {
    entries.forEach(read)
    return original.apply(this, entries)
  }
  layer.push = wrapped
  stops.push(() => {
    if (layer.push === wrapped) layer.push = original
  })
}
