import { build, context, type BuildOptions, stop } from 'esbuild'

export interface WorkerBundle {
  readonly script: string
  stop(): Promise<void>
}

/** Options as `wrangler deploy` bundles; a test holds that the result runs. */
const OPTIONS = {
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
} satisfies BuildOptions & { write: false }

/** Bundles the worker; `onChange` gets each later version as the sources change. */
export async function bundleWorker(main: string, onChange?: (script: string) => void): Promise<WorkerBundle> {
  const options = { ...OPTIONS, entryPoints: [main] }
  const { outputFiles } = await build(options)
  if (!onChange) {
    // Else its process would stay beside ours.
    await stop()
    return { script: outputFiles[0]!.text, stop: async () => {} }
  }
  let last = outputFiles[0]!.text
  const watcher = await context({
    ...options,
    plugins: [
      {
        name: 'hand-over',
        setup(watched) {
          watched.onEnd((result) => {
            const script = result.outputFiles?.[0]?.text
            if (result.errors.length > 0 || script === undefined || script === last) return
            last = script
            onChange(script)
          })
        },
      },
    ],
  })
  await watcher.watch()
  return { script: last, stop: () => watcher.dispose() }
}
