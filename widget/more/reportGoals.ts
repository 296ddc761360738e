import type { Work } from './work.ts'

interface Page {
  gtag?: (...args: unknown[]) => void
  ym?: (counter: number, ...args: unknown[]) => void
  Ya?: { _metrika?: { getCounters?(): { id: number }[] } }
}

/** Ready-made goals for a tap and a copy: `rotary_call` and `rotary_copy` in GA4 and in every Yandex Metrica counter of the page. */
export const reportGoals = ({ rotary, settings }: Work): void => {
  const page = window as unknown as Page
  for (const name of ['call', 'copy'] as const) {
    rotary.on(name, ({ slot }) => {
      const goal = `rotary_${name}`
      if (settings.extras!.includes('ga4')) page.gtag?.('event', goal, { slot })
      if (settings.extras!.includes('metrica')) {
        for (const { id } of page.Ya?._metrika?.getCounters?.() || []) page.ym?.(id, 'reachGoal', goal, { slot })
      }
    })
  }
}
