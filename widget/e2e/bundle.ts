import { type InputOptions, type OutputOptions, rollup } from 'rollup'
import configs from '../../rollup.config.mjs'

/** The config is plain JavaScript: its entries have one output each. */
type Build = InputOptions & { output: OutputOptions & { file: string } }

let built: Promise<Map<string, string>> | undefined

/** The real bundles by file name, as `npm run build` makes them, kept in memory. */
export function bundles(): Promise<Map<string, string>> {
  built ??= buildAll()
  return built
}

async function buildAll(): Promise<Map<string, string>> {
  const files = new Map<string, string>()
  for (const { output, ...input } of configs as Build[]) {
    const bundle = await rollup(input)
    const { output: chunks } = await bundle.generate(output)
    for (const chunk of chunks) if (chunk.type === 'chunk') files.set(output.file.split('/').at(-1)!, chunk.code)
    await bundle.close()
  }
  return files
}
