import type { RegionCode } from '../brands.ts'
import { type Clock, MINUTE } from '../clock.ts'
import { type Manifest, MANIFEST_PATH, readManifest, shardOfName, shardPath } from './manifest.ts'
import { parseIPv4, parseIPv6, parseIPv6Start } from './parseAddress.ts'
import { openShard, type Shard } from './shard.ts'
import { type Address, openSet, regionIn, shardNumber, type ShardSet } from './shardSet.ts'

export interface RegionTable {
  /** The region of an address if its shard is in memory; null: unknown; undefined: `lookup` must fetch first. Looks at no more of the text than it needs. */
  peek(address: string): RegionCode | null | undefined
  /** Null: unknown, no address, or no table. Never rejects: a table that cannot be read is as none. */
  lookup(address: string): Promise<RegionCode | null>
  /** How `lookup` comes to its answer. */
  trace(address: string): Promise<TableTrace>
}

export interface TableTrace {
  region: RegionCode | null
  /** Absent where there is no table. */
  set?: Pick<Manifest, 'version' | 'built' | 'source' | 'attribution'>
  /** Absent where no shard has the address, or the one that has it cannot be read. */
  shard?: { name: string; bytes: number }
  /** Bytes of all shards in memory. */
  memory: number
  /** Why a set or a shard was last refused. */
  refused?: string
}

export interface RegionTableOptions {
  /** A static asset by its path (`env.ASSETS.fetch`); null if there is none. */
  fetchAsset(path: string): Promise<ArrayBuffer | null>
  now: Clock
  /** Shards in memory take at most so much (24 MB by default); those not used lately go first. */
  maxBytes?: number
  /** ms after which to look for a newer set; 5 minutes by default. */
  recheck?: number
}

const COLON = 58

/**
 * Reads the compiled shards: one fetch for the manifest, one for a shard, then none while it stays in memory. Promises are
 * not shared between callers, since in workerd one request may not wait for another's I/O.
 */
export function createRegionTable({ fetchAsset, now, maxBytes = 24 * 2 ** 20, recheck = 5 * MINUTE }: RegionTableOptions): RegionTable {
  let current: ShardSet | null = null
  let previous: ShardSet | null = null
  let nextCheck = -Infinity
  let badVersion: string | null = null
  let refused: string | null = null
  let memory = 0
  /** Where the search for room goes on. */
  let hand = 0
  const scratch: Address = { v4: -1, words: new Uint32Array(4), whole: true }

  async function readSet(): Promise<void> {
    if (current) nextCheck = now() + recheck
    const bytes = await fetchAsset(MANIFEST_PATH).catch(() => null)
    nextCheck = now() + recheck
    if (!bytes) return
    const read = readManifest(new TextDecoder().decode(bytes))
    if (read.kind === 'refused') {
      refused = read.reason
      return
    }
    const { version } = read.manifest
    if (version === current?.manifest.version || version === badVersion) return
    previous = current
    if (previous) previous.shards.fill(undefined)
    current = openSet(read.manifest)
    memory = 0
  }

  async function load(set: ShardSet, number: number): Promise<Shard | null> {
    const name = set.manifest.shards[number]!
    const { version } = set.manifest
    const bytes = await fetchAsset(shardPath({ version, shard: name })).catch(() => null)
    const opened = bytes ? openShard(bytes, { ...shardOfName(name), version }) : ({ kind: 'refused', reason: 'missing' } as const)
    if (opened.kind === 'refused') {
      refused = `${name} of set ${version}: ${opened.reason}`
      return null
    }
    if (set === current && !set.shards[number]) {
      set.shards[number] = opened.shard
      memory += opened.shard.view.byteLength
      makeRoom(set, number)
    }
    return opened.shard
  }

  /** Second chance: a shard that was used since the hand last passed stays; what is left is what was not used lately. */
  function makeRoom({ shards, used }: ShardSet, keep: number): void {
    for (let turns = 2 * shards.length; memory > maxBytes && turns > 0; turns--) {
      hand = (hand + 1) % shards.length
      const shard = shards[hand]
      if (!shard || hand === keep) continue
      if (used[hand]) used[hand] = 0
      else {
        memory -= shard.view.byteLength
        shards[hand] = undefined
      }
    }
  }

  /** Reads the text into `scratch`, which holds until the next await. */
  function read(text: string): boolean {
    scratch.v4 = parseIPv4(text)
    scratch.whole = true
    if (scratch.v4 >= 0) return true
    const { words } = scratch
    if (!parseIPv6(text, words)) return false
    if (words[0] === 0 && words[1] === 0 && words[2] === 0xffff) scratch.v4 = words[3]!
    return true
  }

  /** Reads only as much of the text as mostly decides; addresses that begin with zeros may be IPv4 within IPv6. */
  function readStart(text: string): boolean {
    scratch.v4 = -1
    scratch.whole = false
    // Four digits and a colon: nearly every IPv6 address, and no IPv4.
    if (text.charCodeAt(4) === COLON && parseIPv6Start(text, scratch.words) && scratch.words[0] !== 0) return true
    return read(text)
  }

  function peek(text: string): RegionCode | null | undefined {
    if (!current || now() > nextCheck) return undefined
    if (!readStart(text)) return null
    const number = shardNumber(current, scratch)
    if (number < 0) return null
    const shard = current.shards[number]
    if (!shard) return undefined
    current.used[number] = 1
    const region = regionIn(current, shard, scratch)
    if (region !== undefined) return region
    return read(text) ? (regionIn(current, shard, scratch) ?? null) : null
  }

  async function trace(text: string): Promise<TableTrace> {
    if (now() > nextCheck) await readSet()
    const set = current
    const answer = (part: Partial<TableTrace>): TableTrace => ({ region: null, memory, ...(refused && { refused }), ...part })
    if (!set) return answer({})
    const { version, built, source, attribution, shards } = set.manifest
    const about = { set: { version, built, source, attribution } }
    const number = read(text) ? shardNumber(set, scratch) : -1
    if (number < 0) return answer(about)
    const shard = set.shards[number] ?? (await load(set, number))
    if (!shard) {
      // The last good set stays: its files are kept by the import that followed it.
      if (set !== current || !previous) return answer(about)
      badVersion = version
      ;[current, previous] = [previous, null]
      memory = 0
      return trace(text)
    }
    read(text)
    return answer({
      ...about,
      region: regionIn(set, shard, scratch) ?? null,
      shard: { name: shards[number]!, bytes: shard.view.byteLength },
    })
  }

  return {
    peek,
    trace,
    async lookup(text) {
      const known = peek(text)
      return known === undefined ? (await trace(text)).region : known
    },
  }
}
