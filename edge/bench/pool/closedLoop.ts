import { connect, type Socket } from 'node:net'

/**
 * How many commands a second a server answers to `connections` clients that each wait for their answer before they ask again,
 * as the requests of different visitors do. Commands were encoded before; a command's answer counts once it has come in.
 */
export async function closedLoopRate(port: number, commands: Buffer[], connections: number): Promise<number> {
  const sockets = await Promise.all(
    Array.from({ length: connections }, () => {
      const socket: Socket = connect({ port, host: '127.0.0.1', noDelay: true })
      return new Promise<Socket>((resolve, reject) => socket.once('connect', () => resolve(socket)).once('error', reject))
    }),
  )
  const from = performance.now()
  let next = 0
  await Promise.all(
    sockets.map(
      (socket) =>
        new Promise<void>((resolve, reject) => {
          const ask = () => {
            const command = commands[next++]
            if (command) socket.write(command)
            else resolve()
          }
          // An answer of this size comes in one piece on loopback.
          socket.on('data', (answer) => (answer[0] === MINUS ? reject(new Error(answer.toString())) : ask()))
          socket.once('error', reject)
          ask()
        }),
    ),
  )
  const seconds = (performance.now() - from) / 1000
  for (const socket of sockets) socket.destroy()
  return commands.length / seconds
}

const MINUS = 0x2d
