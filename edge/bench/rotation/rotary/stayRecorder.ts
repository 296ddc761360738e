import type { E164 } from '../../../brands.ts'
import { POLICY } from '../../../pool/policy.ts'
import type { Exposure } from '../../../attribution/exposure.ts'
import { addExposure, emptyExposure } from '../../../attribution/exposure.ts'
import type { Visit } from '../traffic/visit.ts'
import { START } from './names.ts'

interface Open {
  visit: number
  shownAt: number
}

/** Keeps account of how long which session was among the last holders of a number: what intensities are divided by. */
export interface StayRecorder {
  shown(number: E164, visit: number, now: number): void
  /** Ends all stays. */
  close(now: number, numberSeconds: number): Exposure
}

export const createStayRecorder = (visits: readonly Visit[], intent: boolean, windowEnd: number): StayRecorder => {
  const exposure = emptyExposure()
  const rings = new Map<E164, Open[]>()
  const end = ({ visit: index, shownAt }: Open, until: number, windowEnd: number): void => {
    const visit = visits[index]!
    let lastSeen = shownAt
    for (let i = 0; i < visit.pages.length; i += 2) {
      if (START + visit.pages[i]! < until) lastSeen = Math.max(lastSeen, Math.min(until, START + visit.pages[i + 1]!))
    }
    const seen = (at: number | null): number | null => (at !== null && START + at >= shownAt && START + at <= until ? START + at : null)
    addExposure(exposure, {
      device: visit.device,
      shownAt,
      lastSeen,
      tappedAt: seen(visit.tapAt),
      copiedAt: null,
      intentAt: intent ? seen(visit.intentAt) : null,
      weight: 1,
      suspect: visit.suspect,
      until,
      windowEnd,
    })
  }
  return {
    shown: (number, visit, now) => {
      const ring = rings.get(number) ?? []
      rings.set(number, ring)
      if (ring.some((open) => open.visit === visit)) return
      ring.push({ visit, shownAt: now })
      if (ring.length > POLICY.ring) end(ring.shift()!, now, windowEnd)
    },
    close: (now, numberSeconds) => {
      for (const ring of rings.values()) for (const open of ring) end(open, now, now)
      exposure.numberSeconds = numberSeconds
      return exposure
    },
  }
}
