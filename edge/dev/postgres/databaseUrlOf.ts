/** The connection string that leads to a gateway of this machine. */
export function databaseUrlOf({ port, password }: { port: number; password: string }): string {
  return `postgres://rotary:${password}@127.0.0.1:${port}/rotary`
}
