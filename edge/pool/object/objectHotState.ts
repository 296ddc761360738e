import type { AccountId, ConnectionId, E164, SiteKey } from '../../brands.ts'
import type { NumberRecord } from '../directory.port.ts'
import type { HotState } from '../hotState.port.ts'
import type { CallerObject } from './CallerObject.ts'
import type { RegistryObject } from './RegistryObject.ts'
import type { SiteObject } from './SiteObject.ts'

/** Namespaces of the classes that hold the state; `wrangler.toml` binds them. */
export interface ObjectBindings {
  /** One object a site, named by its key. */
  SITES: DurableObjectNamespace<SiteObject>
  /** One object an account, named by its id. */
  CALLERS: DurableObjectNamespace<CallerObject>
  /** A hundred shards of numbers, named by their last two digits, as many of connections or more, and `sites`. */
  REGISTRY: DurableObjectNamespace<RegistryObject>
}

const shardOfConnection = (id: ConnectionId) => `connections:${id.slice(-2)}`
const shardOf = (number: E164) => `numbers:${number.slice(-2)}`

function byShard<Item>(items: Item[], numberOf: (item: Item) => E164): Map<string, Item[]> {
  return Map.groupBy(items, (item) => shardOf(numberOf(item)))
}

/** All hot state in Durable Objects, where there is no Redis: the same rules, run by the model. */
export function objectHotState({ SITES, CALLERS, REGISTRY }: ObjectBindings): HotState {
  // Stubs type every answer for disposal and cloning; what our methods answer is plain data.
  const site = (key: SiteKey) => SITES.get(SITES.idFromName(key)) as unknown as Promised<SiteObject>
  const account = (id: AccountId) => CALLERS.get(CALLERS.idFromName(id)) as unknown as Promised<CallerObject>
  const registry = (name: string) => REGISTRY.get(REGISTRY.idFromName(name)) as unknown as Promised<RegistryObject>

  return {
    pool: {
      lease: (command) => site(command.site).lease(command),
      beacon: (command) => site(command.site).beacon(command),
      async call({ meter, ...note }) {
        const [written, counted] = await Promise.allSettled([site(note.site).call(note), meter && account(meter.account).count(meter)])
        if (written.status === 'rejected') throw written.reason
        return { ...written.value, ...(counted.status === 'fulfilled' && counted.value && { admission: counted.value }) }
      },
      history: (ref) => site(ref.site).history(ref),
      fill: (ref, numbers, as, lastSeen = {}) => site(ref.site).fill(ref, numbers, as, lastSeen),
      drain: (ref, numbers) => site(ref.site).drain(ref, numbers),
      takeBack: (ref, numbers) => site(ref.site).takeBack(ref, numbers),
      remove: (ref, numbers) => site(ref.site).remove(ref, numbers),
      forgetVisitor: (key, visitor) => site(key).forgetVisitor(visitor),
      state: (ref) => site(ref.site).state(ref),
      load: (key, from, to) => site(key).load(from, to),
    },
    outbox: {
      async append(key, notes) {
        if (notes.length === 0) return
        await registry('sites').addSite(key)
        await site(key).append(notes)
      },
      read: (key, count, after) => site(key).read(key, count, after),
      trim: (key, upTo) => site(key).trim(upTo),
      async waiting() {
        const keys = await registry('sites').sites()
        const full = await Promise.all(keys.map((key) => site(key).hasEntries()))
        return keys.filter((_, i) => full[i])
      },
    },
    settings: {
      read: (key) => site(key).readSettings(),
      async write(settings) {
        await registry('sites').addSite(settings.site)
        await site(settings.site).writeSettings(settings)
      },
      markBuilt: (key, at) => site(key).markBuilt(at),
      claimRebuild: (key, ms) => site(key).claimRebuild(ms),
      endRebuild: (key) => site(key).endRebuild(),
      remove: (key) => site(key).removeSettings(),
    },
    numbers: {
      find: (number) => registry(shardOf(number)).find(number),
      async put(records: NumberRecord[]) {
        await Promise.all([...byShard(records, ({ number }) => number)].map(([shard, list]) => registry(shard).put(list)))
      },
      async remove(numbers) {
        await Promise.all([...byShard(numbers, (number) => number)].map(([shard, list]) => registry(shard).remove(list)))
      },
    },
    callers: {
      recall: (id, caller) => account(id).recall(caller),
      remember: (id, caller, known) => account(id).remember(caller, known),
      forgetVisitor: (id, visitor) => account(id).forgetVisitor(visitor),
      forgetCaller: (id, caller) => account(id).forgetCaller(caller),
    },
    meter: {
      count: (step) => account(step.account).count(step),
      write: (id, limits) => account(id).writeLimits(limits),
      usage: (id) => account(id).usage(),
    },
    connections: {
      find: (id) => registry(shardOfConnection(id)).findConnection(id),
      put: (record) => registry(shardOfConnection(record.id)).putConnection(record),
      remove: (id) => registry(shardOfConnection(id)).removeConnection(id),
    },
    async ping() {
      await registry('sites').sites()
    },
  }
}

/** An object as its stub shows it: every method answers later. */
type Promised<Target> = {
  [Name in keyof Target]: Target[Name] extends (...args: infer Args) => infer Answer ? (...args: Args) => Promise<Awaited<Answer>> : never
}
