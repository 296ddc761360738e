import { type ChildProcess, spawn } from 'node:child_process'

/** Starts a program and waits for a line of its output; what it says is the error when none comes. */
export async function startProgram({
  command,
  args,
  env = {},
  line,
}: {
  command: string
  args: string[]
  env?: NodeJS.ProcessEnv
  line: RegExp
}): Promise<{ match: RegExpMatchArray; stop(): Promise<void> }> {
  // A group of its own: browsers start further processes.
  const child = spawn(command, args, { env: { ...process.env, ...env }, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
  const stop = () => stopGroup(child)
  let output = ''
  try {
    const match = await new Promise<RegExpMatchArray>((resolve, reject) => {
      const look = (chunk: Buffer) => {
        output += chunk.toString()
        const found = output.match(line)
        if (found) resolve(found)
      }
      child.stdout.on('data', look)
      child.stderr.on('data', look)
      child.on('error', reject)
      child.on('exit', (code) => reject(new Error(`${command} ended with ${code}: ${output}`)))
      setTimeout(() => reject(new Error(`${command} did not start: ${output}`)), 30_000).unref()
    })
    return { match, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function stopGroup(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  process.kill(-child.pid, 'SIGKILL')
  await ended
}
