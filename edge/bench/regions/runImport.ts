import { spawn } from 'node:child_process'

/** The import as its command runs it, in a process of its own. */
export async function runImport({
  args,
  databaseUrl,
}: {
  args: string[]
  databaseUrl?: string
}): Promise<{ seconds: number; peakMegabytes: number }> {
  const { DATABASE_URL: _, ...env } = process.env
  const started = performance.now()
  const child = spawn(process.execPath, ['edge/regions/import/main.ts', ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...env, ...(databaseUrl && { DATABASE_URL: databaseUrl }) },
  })
  let said = ''
  child.stdout.on('data', (text) => (said += String(text)))
  const code = await new Promise((resolve) => child.on('close', resolve))
  if (code !== 0) throw new Error(`the import failed: ${said}`)
  return { seconds: (performance.now() - started) / 1000, peakMegabytes: Number(/peak memory (\d+) MB/.exec(said)?.[1]) }
}
