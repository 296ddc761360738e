import { resolve } from 'node:path'
import { launch } from './launcher/launch.ts'
import { readLaunchOptions } from './launcher/launchOptions.ts'
import { LaunchProblem } from './launcher/launchProblem.ts'

const root = resolve(import.meta.dirname, '../..')
const tell = (line: string) => process.stderr.write(`${line}\n`)

const whenAsked = new Promise<number>((done) => {
  process.once('SIGINT', () => done(0))
  process.once('SIGTERM', () => done(0))
  process.once('SIGHUP', () => done(0))
  // npm's shell does not hand on the signal that ends it.
  const parent = process.ppid
  if (process.env['npm_lifecycle_event']) setInterval(() => process.ppid !== parent && done(0), 500).unref()
})
let onDeath = (_message: string) => undefined as void
const whenDead = new Promise<number>((done) => {
  onDeath = (message) => {
    // The first one; others follow from it.
    onDeath = () => undefined
    tell(`\n${message}. Stopping everything.`)
    done(1)
  }
})

try {
  const options = readLaunchOptions(process.argv.slice(2), { env: process.env, root })
  // A stop that comes during the start waits for it: what is half up cannot be stopped cleanly.
  const running = await launch(options, { root, tell, onDeath: (message) => onDeath(message) })
  for (const line of running.lines) console.log(line)
  const code = await Promise.race([whenAsked, whenDead])
  if (code === 0) tell('Stopping …')
  await running.stop()
  process.exit(code)
} catch (error) {
  tell(error instanceof LaunchProblem ? `\n${error.message}` : `\nRotary does not start: ${(error as Error).stack ?? String(error)}`)
  process.exit(1)
}
