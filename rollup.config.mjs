import { createHash } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import terser from '@rollup/plugin-terser'
import { rollup } from 'rollup'
import esbuild from 'rollup-plugin-esbuild'
import { writeVersions } from './edge/dev/npm/writeVersions.ts'

const minify = terser({
  ecma: 2020,
  toplevel: true,
  compress: {
    passes: 4,
    inline: 1,
    unsafe: true,
    unsafe_arrows: true,
    unsafe_methods: true,
    pure_getters: true,
    keep_fargs: true,
    lhs_constants: false,
    loops: false,
  },
  mangle: { properties: { regex: /^_[a-z]/ } },
  format: { comments: false },
})

/** Where every declaration is a `let`, terser joins them and gzip finds them alike: 60 bytes. */
const oneKeyword = { name: 'one-keyword', renderChunk: (code) => code.replace(/\bconst\b/g, 'let') }

const bundle = (input, file, format) => ({
  input,
  output: { file, format, strict: false, esModule: false, generatedCode: 'es2015' },
  plugins: [esbuild({ target: 'es2022' }), oneKeyword, minify],
  treeshake: { moduleSideEffects: true },
})

const withPlugin = ({ plugins, ...config }, plugin) => ({ ...config, plugins: [...plugins, plugin] })

// A module, which the core imports when it is needed.
const more = bundle('widget/more.ts', 'dist/assets/rotary-more.js', 'es')

/** Versioned scripts load the second file of their own version, by its hash. */
const pinnedMore = {
  name: 'pinned-more',
  resolveId: {
    order: 'pre',
    handler: (source) =>
      source.endsWith('/loadMore.ts') ? fileURLToPath(new URL('widget/browser/loadPinnedMore.ts', import.meta.url)) : null,
  },
  async renderChunk(code) {
    const { output, ...input } = more
    const built = await rollup(input)
    const [{ code: bytes }] = (await built.generate(output)).output
    await built.close()
    return code.replace('__MORE_INTEGRITY__', `"sha384-${createHash('sha384').update(bytes).digest('base64')}"`)
  },
}

/** In the package the second file is its neighbour, of the same version, and bundlers find it. */
const ownMore = {
  name: 'own-more',
  resolveId: (source) => (source === './more.js' ? { id: source, external: true } : null),
  transform(code, id) {
    if (!id.endsWith('loadMore.ts')) return null
    const own = code.replace('`${settings.edge}/rotary-more.js`', "'./more.js'")
    if (own === code) throw new Error('loadMore.ts no longer imports the second file as the package expects')
    return own
  },
}

/** `@rotary/widget`, readable: whoever builds a page from packages minifies it. `node edge/dev/npm/buildPackage.ts` adds types and manifest. */
export const npm = [
  {
    input: { index: 'widget/index.ts', react: 'widget/react.ts', element: 'widget/element.ts' },
    external: ['react'],
    output: { dir: 'dist/npm', format: 'es', chunkFileNames: '[name].js', hoistTransitiveImports: false },
    plugins: [ownMore, esbuild({ target: 'es2022' })],
  },
  { input: 'widget/more.ts', output: { file: 'dist/npm/more.js', format: 'es' }, plugins: [esbuild({ target: 'es2022' })] },
]

export default [
  bundle('widget/main.ts', 'dist/assets/rotary.js', 'iife'),
  more,
  // Without settings in it, for versioned, immutable URLs.
  withPlugin(withPlugin(bundle('widget/versioned.ts', 'dist/assets/rotary-versioned.js', 'iife'), pinnedMore), {
    name: 'versions',
    writeBundle: ({ file }) => writeVersions({ script: file, more: more.output.file, folder: 'dist/assets/w' }),
  }),
  // The flicker guard, which the edge puts before the core where the site asks for it.
  bundle('widget/early.ts', 'dist/assets/rotary-early.js', 'iife'),
  // The preview panel, a module too, which the second file imports where a page was opened by a preview link.
  bundle('widget/preview.ts', 'dist/assets/rotary-preview.js', 'es'),
  // In the place of another product's script.
  bundle('widget/compat/mango.ts', 'dist/assets/rotary-mango.js', 'iife'),
  bundle('widget/compat/callrail.ts', 'dist/assets/rotary-callrail.js', 'iife'),
]
