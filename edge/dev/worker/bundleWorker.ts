import { context, type BuildOptions } from 'esbuild'

export interface WorkerBundle {
  readonly script: string
  stop(): Promise<void>
}

/** Options as `wrangler deploy` bundles; a test holds that the result runs. */
const OPTIONS: BuildOptions = {
  bundle: true,
  format: 'esm',
  target: 'es2024',
  conditions: ['workerd', 'worker', 'browser'],
  mainFields: ['browser', 'module', 'main'],
  external: ['node:*', 'cloudflare:*'],
  loader: { '.bin': 'binary', '.txt': 'text', '.html': 'text', '.sql': 'text' },
  define: { 'process.env.NODE_ENV': '"production"' },
  sourcemap: 'inline',
  sourcesContent: false,
  write: false,
  outfile: 'worker.js',
  logLevel: 'warning',
}

/** Bundles the worker; `onChange` gets each later version as the sources change. */
export async function bundleWorker(main: string, onChange?: (script: string) => void): Promise<WorkerBundle> {
  let first: ((script: string) => void) | undefined
  const script = new Promise<string>((resolve) => (first = resolve))
  const builder = await context({
    ...OPTIONS,
    entryPoints: [main],
    plugins: [
      {
        name: 'hand-over',
        setup(build) {
          build.onEnd(({ errors, outputFiles }) => {
            const text = outputFiles?.[0]?.text
            if (errors.length > 0 || text === undefined) return
            if (first) first(text)
            else onChange?.(text)
            first = undefined
          })
        },
      },
    ],
  })
  try {
    await builder.rebuild()
    if (onChange) await builder.watch()
  } catch (error) {
    await builder.dispose()
    throw error
  }
  return { script: await script, stop: () => builder.dispose() }
}
