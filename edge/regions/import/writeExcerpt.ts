import { compileSet } from './compileSet.ts'
import { excerptRanges } from './excerpt.ts'
import { createImportReport } from './importReport.ts'
import { createRegionNumbers, mapRanges } from './mapRanges.ts'
import { renumber } from './renumber.ts'
import { currentVersion, writeSet } from './writeSet.ts'

/** The excerpt as a set of shards. */
export async function compileExcerpt() {
  const numbers = createRegionNumbers()
  const report = createImportReport()
  const tables = (await excerptRanges()).map((ranges) => mapRanges({ ranges, numbers, countries: null, report }))
  return compileSet({ ...renumber(tables, numbers.codes), source: 'excerpt', attribution: '', built: new Date(0).toISOString() })
}

/** Puts the excerpt where no table is yet: what the embedded default starts with until one is imported. Gives whether it did. */
export async function writeExcerpt(folder: string): Promise<boolean> {
  if (await currentVersion(folder)) return false
  await writeSet(await compileExcerpt(), folder)
  return true
}
