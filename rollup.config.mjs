import terser from '@rollup/plugin-terser'
import esbuild from 'rollup-plugin-esbuild'

const minify = terser({
  ecma: 2020,
  toplevel: true,
  compress: { passes: 4, unsafe_arrows: true, unsafe_methods: true, booleans_as_integers: false, pure_getters: true, keep_fargs: false },
  mangle: { properties: { regex: /^_[a-z]/ } },
  format: { comments: false },
})

const bundle = (input, file, format) => ({
  input,
  output: { file, format, name: undefined, esModule: false, generatedCode: { preset: 'es2015' } },
  plugins: [esbuild({ target: 'es2022' }), minify],
  treeshake: { moduleSideEffects: true },
})


/** Beside the floating script, a build without settings for versioned, immutable URLs. */
const withoutSettings = { name: 'without-settings', renderChunk: (code) => code.replace('__ROTARY_SETTINGS__', 'null') }

const core = bundle('widget/main.ts', 'dist/assets/rotary.js', 'iife')
const versioned = bundle('widget/main.ts', 'dist/assets/rotary-versioned.js', 'iife')

export default [core, { ...versioned, plugins: [...versioned.plugins, withoutSettings] }]
