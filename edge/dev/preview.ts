import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { askPreview, PreviewProblem } from './askPreview.ts'
import { parsePreviewArguments, PREVIEW_USAGE } from './parsePreviewArguments.ts'
import { DEMO } from './seed.ts'

async function runningEdge(): Promise<string> {
  const named = process.env['ROTARY_EDGE']
  if (named) return named.replace(/\/$/, '')
  const file = join(process.env['ROTARY_DATA'] ?? '.rotary', 'demo.json')
  try {
    return (JSON.parse(await readFile(file, 'utf8')) as { edge: string }).edge
  } catch {
    throw new PreviewProblem(`There is no demo to preview: ${file} cannot be read. Start it with: npm start`)
  }
}

const parsed = parsePreviewArguments(process.argv.slice(2))
if (parsed.kind === 'make') {
  try {
    const edge = await runningEdge()
    const { url, expiresAt } = await askPreview(parsed.wish, {
      edge,
      key: process.env['ROTARY_KEY'] ?? DEMO.adminKey,
      fetch: globalThis.fetch,
    })
    console.log(url)
    console.error(`Good until ${expiresAt}, and until it is revoked at ${edge}/console/previews`)
  } catch (error) {
    if (!(error instanceof PreviewProblem)) throw error
    console.error(error.message)
    process.exitCode = 1
  }
} else {
  if (parsed.kind === 'wrong') console.error(`${parsed.problem}\n`)
  console.log(PREVIEW_USAGE)
  process.exitCode = parsed.kind === 'wrong' ? 2 : 0
}
