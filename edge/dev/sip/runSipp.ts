import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sipTools } from './sipTools.ts'

const SCENARIOS = join(import.meta.dirname, '../../../examples/sip')
/** What still runs; a test that fails must leave nothing behind. */
const running = new Set<ChildProcess>()
process.once('exit', () => running.forEach((child) => child.kill('SIGKILL')))

interface SippRun {
  /** Every call went as the scenario says. */
  ok: boolean
  /** What the scenario wrote down, a line a call. */
  log: string[]
  output: string
}

/** One side of calls: a scenario of `examples/sip/`, until it has ended. */
export async function runSipp(
  scenario: string,
  { port, folder, calls = 1, pause = 0, args = [] }: { port: number; folder: string; calls?: number; pause?: number; args?: string[] },
): Promise<SippRun> {
  const place = mkdtempSync(join(folder, 'sipp-'))
  const log = join(place, 'log')
  const errors = join(place, 'errors')
  const common = [
    '-sf',
    join(SCENARIOS, `${scenario}.xml`),
    '-i',
    '127.0.0.1',
    '-p',
    String(port),
    '-m',
    String(calls),
    '-d',
    String(pause),
  ]
  const told = ['-trace_logs', '-log_file', log, '-trace_err', '-error_file', errors, '-nostdin', '-timeout', '60s', '-timeout_error']
  const child = spawn(sipTools.sipp!, [...args, ...common, ...told], { cwd: place, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()))
  running.add(child)
  const read = (file: string) => (existsSync(file) ? readFileSync(file, 'utf8') : '')
  const [code] = await once(child, 'exit')
  running.delete(child)
  return {
    ok: code === 0,
    log: read(log).split('\n').filter(Boolean),
    output: `${output.slice(-2000)}\n${read(errors).slice(0, 3000)}`,
  }
}
