import { spawnSync } from 'node:child_process'
import { sipProblem } from './sipTools.ts'

// `npm run test:sip`: real SIP calls through Kamailio, by Rotary's word.
const problem = sipProblem()
if (problem) {
  console.error(problem)
  process.exitCode = 1
} else {
  const { status } = spawnSync('vitest', ['run', 'edge/dev/sip', ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: { ...process.env, ROTARY_SIP: '1' },
  })
  process.exitCode = status ?? 1
}
