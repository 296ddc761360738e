import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { createExample } from './examples/createExample.ts'
import { findFreePort } from './findFreePort.ts'
import { startLoopbackServer } from './loopbackServer.ts'

const EXAMPLES = join(import.meta.dirname, '../../examples')
const names = readdirSync(EXAMPLES).filter((name) => existsSync(join(EXAMPLES, name, 'index.html')))
const [name, edge = 'http://127.0.0.1:8787'] = process.argv.slice(2)

if (!name || !names.includes(name)) {
  console.error(`npm run example -- <name> [edge]\n\nThe examples: ${names.join(', ')}`)
  process.exit(1)
}
const listener = await createExample({ folder: join(EXAMPLES, name), edge })
const { url } = await startLoopbackServer(listener, { port: await findFreePort() })
const running = await fetch(`${edge}/v1/settings/pk_demo`).then(
  (answer) => answer.ok,
  () => false,
)
if (!running)
  console.log(`No edge with the demo site answers at ${edge}: start one with npm start. Until then the page keeps its own numbers.`)
console.log(`${name}  ${url}/   (Ctrl-C ends it)`)
