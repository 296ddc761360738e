import { connect, type Socket } from 'node:net'

/**
 * Sends what was encoded before and only waits until everything is answered, so that the server and not the client is
 * measured. Replies are not parsed; the last command must be an ECHO of `END`.
 */
export async function connectResp(port: number): Promise<{ send(commands: Buffer): Promise<void>; close(): void }> {
  const socket: Socket = connect({ port, host: '127.0.0.1', noDelay: true })
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject))
  return {
    send: (commands) =>
      new Promise((resolve, reject) => {
        let tail = Buffer.alloc(0)
        const onData = (chunk: Buffer) => {
          if (chunk.includes('-ERR') || chunk.includes('-NOSCRIPT')) return done(new Error(chunk.toString().slice(0, 400)))
          tail = Buffer.concat([tail, chunk]).subarray(-64)
          if (tail.includes(`${END}\r\n`)) done()
        }
        const done = (fault?: Error) => {
          socket.off('data', onData)
          if (fault) reject(fault)
          else resolve()
        }
        socket.on('data', onData)
        socket.write(commands)
      }),
    close: () => socket.destroy(),
  }
}

const END = 'end-of-batch'

/** The commands in the Redis protocol, and the mark of their end. */
export function encodeBatch(commands: (string | number)[][]): Buffer {
  const text = [...commands, ['ECHO', END]].map((command) => {
    const parts = command.map((part) => `$${Buffer.byteLength(String(part))}\r\n${part}\r\n`)
    return `*${command.length}\r\n${parts.join('')}`
  })
  return Buffer.from(text.join(''))
}
