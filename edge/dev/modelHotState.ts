import type { SiteKey } from '../brands.ts'
import type { Clock } from '../clock.ts'
import type { NumberRecord } from '../pool/directory.port.ts'
import type { HotState } from '../pool/hotState.port.ts'
import { forgetInModel } from '../pool/model/forgetInModel.ts'
import { keepInModel } from '../pool/model/keepInModel.ts'
import { leaseFromModel } from '../pool/model/leaseFromModel.ts'
import {
  callInModel,
  drainInModel,
  fillModel,
  historyInModel,
  loadOfModel,
  removeFromModel,
  stateOfModel,
  takeBackInModel,
} from '../pool/model/moveInModel.ts'
import { newSiteModel, type OutboxEvent, type SiteModel } from '../pool/model/siteModel.ts'
import type { OutboxEntry } from '../pool/outbox.port.ts'
import type { SiteSettings } from '../sites/siteSettings.ts'

interface HotSite {
  model: SiteModel
  outbox: OutboxEntry[]
  settings: SiteSettings | null
}

/** Hot state in memory on the rotation rules themselves, under a clock of the test's own: for what takes years. */
export function modelHotState(clock: Clock): HotState {
  const sites = new Map<SiteKey, HotSite>()
  const numbers = new Map<string, NumberRecord>()
  let written = 0

  function siteOf(key: SiteKey): HotSite {
    const known = sites.get(key)
    if (known) return known
    const outbox: OutboxEntry[] = []
    const append = (event: OutboxEvent) =>
      void outbox.push(structuredClone({ ...event, id: `${clock()}-${written++}`, site: key }) as OutboxEntry)
    const quiet = () => undefined
    const listener = { event: append, number: quiet, burst: quiet, visitor: quiet, answer: quiet, limit: quiet, load: quiet }
    const site = { model: newSiteModel(null, listener), outbox, settings: null }
    sites.set(key, site)
    return site
  }
  const modelOf = (key: SiteKey) => siteOf(key).model

  return {
    pool: {
      lease: async (command) => leaseFromModel(modelOf(command.site), command, clock()),
      beacon: async (command) => keepInModel(modelOf(command.site), command, clock()),
      call: async (note) => callInModel(modelOf(note.site), note, clock()),
      history: async (ref) => historyInModel(modelOf(ref.site), ref, clock()),
      fill: async (ref, all, as, lastSeen = {}) => fillModel(modelOf(ref.site), ref, { numbers: all, as, lastSeen, now: clock() }),
      drain: async (ref, all) => drainInModel(modelOf(ref.site), ref, all, clock()),
      takeBack: async (ref, all) => takeBackInModel(modelOf(ref.site), ref, all),
      remove: async (ref, all) => removeFromModel(modelOf(ref.site), ref, all),
      forgetVisitor: async (site, visitor) => forgetInModel(modelOf(site), visitor),
      state: async (ref) => stateOfModel(modelOf(ref.site), ref),
      load: async (site, from, to) => loadOfModel(modelOf(site), from, to),
    },
    outbox: {
      append: async (site, notes) => {
        for (const note of notes) modelOf(site).listener!.event({ type: 'note', ...note })
      },
      read: async (site, count, after) => {
        const { outbox } = siteOf(site)
        const from = after === undefined ? 0 : outbox.findIndex(({ id }) => id === after) + 1
        return outbox.slice(from, from + count)
      },
      trim: async (site, upTo) => {
        const { outbox } = siteOf(site)
        outbox.splice(0, outbox.findIndex(({ id }) => id === upTo) + 1)
      },
      waiting: async () => [...sites].filter(([, { outbox }]) => outbox.length > 0).map(([key]) => key),
    },
    settings: {
      read: async (key) => {
        const { settings, model } = siteOf(key)
        return settings && { settings, built: model.built }
      },
      write: async (settings) => {
        const site = siteOf(settings.site)
        if (!site.settings || site.settings.version <= settings.version) site.settings = settings
      },
      markBuilt: async (key, at) => void (modelOf(key).built = at),
      // One process, one at a time.
      claimRebuild: async () => true,
      endRebuild: async () => undefined,
      remove: async (key) => void sites.delete(key),
    },
    numbers: {
      find: async (number) => numbers.get(number) ?? null,
      put: async (records) => records.forEach((record) => numbers.set(record.number, record)),
      remove: async (all) => all.forEach((number) => numbers.delete(number)),
    },
    callers: {
      recall: async () => null,
      remember: async () => undefined,
      forgetVisitor: async () => undefined,
      forgetCaller: async () => undefined,
    },
    meter: {
      count: async () => ({ kind: 'unlimited' }),
      write: async () => undefined,
      usage: async () => ({ calls: 0, destinations: [] }),
    },
    connections: { find: async () => null, put: async () => undefined, remove: async () => undefined },
    ping: async () => undefined,
  }
}
