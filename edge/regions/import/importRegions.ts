import type { Correction } from '../findCorrection.ts'
import { compileSet } from './compileSet.ts'
import { foldCorrections } from './foldCorrections.ts'
import { createImportReport, type ImportReport } from './importReport.ts'
import { createRegionNumbers, mapRanges } from './mapRanges.ts'
import { openSource } from './openSource.ts'
import { BadFile } from './placeRanges.ts'
import type { ProgressBar } from './progressBar.ts'
import type { RangeTable } from './rangeTable.ts'
import type { RangeSet, RangeStore } from './ranges.store.ts'
import { renumber } from './renumber.ts'
import { writeSet } from './writeSet.ts'

export interface ImportRegions {
  files: readonly string[]
  /** ISO 3166-1 codes that are kept; all if null. */
  countries: readonly string[] | null
  /** Written over what the files say. */
  corrections: readonly Correction[]
  /** Null: the ranges are compiled only. */
  store: RangeStore | null
  /** Where the worker's assets have the shards: `dist/assets/regions`. */
  folder: string
  progress: ProgressBar
  builtAt: Date
}

export interface Imported {
  version: string
  report: ImportReport
  shards: number
  bytes: Record<4 | 6, number>
}

/** Files → ranges of regions → Postgres and shards. Until all is written the table in use is not touched; throws `BadFile`. */
export async function importRegions({ files, countries, corrections, store, folder, progress, builtAt }: ImportRegions): Promise<Imported> {
  const numbers = createRegionNumbers()
  const report = createImportReport()
  const byFamily = new Map<4 | 6, RangeTable>()
  const names: string[] = []
  const attributions = new Set<string>()
  for (const file of files) {
    const { name, attribution, families } = await openSource(file)
    names.push(name)
    if (attribution) attributions.add(attribution)
    for (const ranges of families) {
      if (byFamily.has(ranges.family)) throw new BadFile(`${file}: another file has IPv${ranges.family} already`)
      const onProgress = progress.step(`reading IPv${ranges.family} of ${name}`)
      byFamily.set(ranges.family, mapRanges({ ranges, numbers, countries, report, onProgress }))
    }
  }
  const { numberOf, codes } = numbers
  const folded = [...byFamily.values()].map((table) => foldCorrections({ table, corrections, numberOf }))
  const about = { source: names.join(', '), attribution: [...attributions].join('; '), report: report.families(), builtAt }
  const { version, shards, bytes } = await useSet({ set: { ...renumber(folded, codes), ...about }, store, folder, progress })
  return { version, report, shards, bytes }
}

/** Makes the shards anew from what Postgres has: on another machine, or after the assets were lost. Null if it has nothing. */
export async function compileStored({ store, folder, progress }: { store: RangeStore; folder: string; progress: ProgressBar }) {
  const stored = await store.current(progress.step('reading from Postgres'))
  if (!stored) return null
  return useSet({ set: { ...stored, ...renumber(stored.tables, stored.regions) }, store: null, folder, progress })
}

interface UseSet {
  set: RangeSet
  store: RangeStore | null
  folder: string
  progress: ProgressBar
}

async function useSet({ set, store, folder, progress }: UseSet): Promise<Omit<Imported, 'report'>> {
  const id = store ? await store.load(set, progress.step('writing to Postgres')) : null
  try {
    progress.step('compiling')
    const compiled = await compileSet({ ...set, built: set.builtAt.toISOString() })
    progress.step(`writing ${compiled.files.size} shards`)
    if (store && id !== null) await store.use(id)
    await writeSet(compiled, folder)
    progress.end()
    const bytes: Imported['bytes'] = { 4: 0, 6: 0 }
    for (const [name, file] of compiled.files) bytes[name.startsWith('4') ? 4 : 6] += file.length
    return { version: compiled.manifest.version, shards: compiled.files.size, bytes }
  } catch (error) {
    if (store && id !== null) await store.drop(id).catch(() => undefined)
    throw error
  }
}
