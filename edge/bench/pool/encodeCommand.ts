/** A command in the Redis protocol. */
export function encodeCommand(command: (string | number)[]): Buffer {
  const parts = command.map((part) => `$${Buffer.byteLength(String(part))}\r\n${part}\r\n`)
  return Buffer.from(`*${command.length}\r\n${parts.join('')}`)
}
