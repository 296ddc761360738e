const entry = (name: string) => ({ types: `./${name}.d.ts`, default: `./${name}.js` })

/** The manifest of `@rotary/widget`. Only `./element` does something when it is imported: it defines the element. */
export const packageManifest = (version: string) => ({
  name: '@rotary/widget',
  version,
  description: 'Call tracking in the page: shows each visitor a phone number of their own, for React, web components and plain pages',
  license: 'MIT',
  type: 'module',
  sideEffects: ['./element.js'],
  exports: { '.': entry('index'), './react': entry('react'), './element': entry('element'), './package.json': './package.json' },
  types: './index.d.ts',
  main: './index.js',
  files: ['*.js', '*.d.ts', 'types'],
  peerDependencies: { react: '>=18' },
  peerDependenciesMeta: { react: { optional: true } },
})
