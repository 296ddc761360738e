import { releaseScript } from './writeVersions.ts'

// Keeps what `npm run build` made under the version of package.json, for ever: see widget/releases/README.md.
releaseScript({ script: 'dist/assets/rotary-versioned.js', more: 'dist/assets/rotary-more.js' })
