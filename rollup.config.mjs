import terser from '@rollup/plugin-terser'
import esbuild from 'rollup-plugin-esbuild'

const minify = terser({
  ecma: 2020,
  toplevel: true,
  compress: { passes: 4, inline: 1, unsafe: true, unsafe_arrows: true, unsafe_methods: true, unsafe_comps: true, pure_getters: true, keep_fargs: true },
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


export default [
  bundle('widget/main.ts', 'dist/assets/rotary.js', 'iife'),
  // Without settings in it, for versioned, immutable URLs.
  bundle('widget/versioned.ts', 'dist/assets/rotary-versioned.js', 'iife'),
  // A module, which the core imports when it is needed.
  bundle('widget/more.ts', 'dist/assets/rotary-more.js', 'es'),
]
