import { createServer } from 'node:net'
import { LaunchProblem } from './launchProblem.ts'

async function tryPort(port: number, host: string): Promise<NodeJS.ErrnoException | null> {
  const server = createServer()
  return new Promise((resolve) => {
    server.once('error', resolve)
    server.listen(port, host, () => server.close(() => resolve(null)))
  })
}

/** Says at once, and clearly, that an address cannot be had. */
export async function requirePort(port: number, host: string): Promise<void> {
  const error = await tryPort(port, host)
  if (error === null) return
  if (error.code === 'EADDRINUSE')
    throw new LaunchProblem(`Port ${port} is taken by another program. Stop it, or choose another: PORT=${port + 10} npm start`)
  if (error.code === 'EACCES') throw new LaunchProblem(`Port ${port} may not be used by this account. Choose another: PORT=8787 npm start`)
  throw new LaunchProblem(`${host}:${port} cannot be listened on: ${error.message}`)
}

/** The first free port from `from` on. */
export async function nextFreePort(from: number, host: string): Promise<number> {
  for (let port = from; port < Math.min(from + 200, 65_536); port++) if ((await tryPort(port, host)) === null) return port
  throw new LaunchProblem(`There is no free port between ${from} and ${from + 200} for the demo site.`)
}
