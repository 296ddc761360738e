import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { rollup, type OutputOptions, type RollupOptions } from 'rollup'
import { npm } from '../../../rollup.config.mjs'
import { packageManifest } from './packageManifest.ts'
import { packageTypes } from './packageTypes.ts'

const ROOT = join(import.meta.dirname, '../../..')
const ENTRIES = ['index', 'react', 'element']

/** Builds `@rotary/widget` into a folder, ready for `npm publish`. */
export async function buildPackage(folder: string): Promise<void> {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  for (const { output, ...input } of npm as RollupOptions[]) {
    const { dir, file, ...options } = output as OutputOptions
    const bundle = await rollup(input)
    await bundle.write({ ...options, ...(dir ? { dir: folder } : { file: join(folder, file!.split('/').at(-1)!) }) })
    await bundle.close()
  }
  const declarations = mkdtempSync(join(tmpdir(), 'rotary-types-'))
  try {
    execFileSync(join(ROOT, 'node_modules/.bin/tsc'), ['-p', 'widget/npm/tsconfig.json', '--outDir', declarations], {
      cwd: ROOT,
      stdio: 'pipe',
    })
    const types = packageTypes(
      declarations,
      ENTRIES.map((name) => `widget/${name}.d.ts`),
    )
    for (const [path, text] of types) write(join(folder, 'types', path), text)
  } finally {
    rmSync(declarations, { recursive: true })
  }
  for (const name of ENTRIES) write(join(folder, `${name}.d.ts`), `export * from './types/widget/${name}.js'\n`)
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string }
  write(join(folder, 'package.json'), `${JSON.stringify(packageManifest(version), null, 2)}\n`)
  cpSync(join(ROOT, 'LICENSE'), join(folder, 'LICENSE'))
  cpSync(join(ROOT, 'docs/widget.md'), join(folder, 'README.md'))
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}

if (import.meta.main) await buildPackage(join(ROOT, 'dist/npm'))
