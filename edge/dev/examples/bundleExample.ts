import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { build, type BuildOptions } from 'esbuild'

const ROOT = join(import.meta.dirname, '../../..')

/** In examples the package is its own sources, so that they always show this version. */
const ALIAS = {
  '@rotary/widget/react': join(ROOT, 'widget/react.ts'),
  '@rotary/widget/element': join(ROOT, 'widget/element.ts'),
  '@rotary/widget': join(ROOT, 'widget/index.ts'),
  // Vue with its compiler: templates stand in the page's code.
  vue: 'vue/dist/vue.esm-bundler.js',
}

const OPTIONS: BuildOptions = {
  bundle: true,
  format: 'esm',
  jsx: 'automatic',
  jsxImportSource: 'react',
  alias: ALIAS,
  absWorkingDir: ROOT,
  logLevel: 'silent',
}

/** The example's file of that name, whatever its kind; undefined where it has none. */
export const sourceOf = (folder: string, name: string): string | undefined =>
  [`${name}.tsx`, `${name}.ts`].map((file) => join(folder, file)).find((file) => existsSync(file))

/** What the browser runs. */
export async function bundleForBrowser(entry: string): Promise<string> {
  const { outputFiles } = await build({
    ...OPTIONS,
    entryPoints: [entry],
    target: 'es2022',
    write: false,
    define: {
      'process.env.NODE_ENV': '"production"',
      __VUE_OPTIONS_API__: 'true',
      __VUE_PROD_DEVTOOLS__: 'false',
      __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
    },
  })
  return outputFiles[0]!.text
}

/** What the example's own server runs, as a file that Node can import; packages stay where they are installed. */
export async function bundleForServer(entry: string, outfile: string): Promise<void> {
  await build({ ...OPTIONS, entryPoints: [entry], outfile, platform: 'node', packages: 'external', target: 'node24' })
}
