import { Command, type Redis } from 'ioredis'
import type { Reply } from './encodeReply.ts'
import type { ScriptBook } from './scriptBook.ts'

/** What would change or hold the one connection that all callers share, or reach beyond the data. */
const REFUSED = new Set(
  (
    'AUTH BLMOVE BLMPOP BLPOP BRPOP BRPOPLPUSH BZMPOP BZPOPMAX BZPOPMIN CLIENT CONFIG DEBUG DISCARD EXEC HELLO MIGRATE MODULE MONITOR MULTI ' +
    'PSUBSCRIBE QUIT REPLICAOF RESET SELECT SHUTDOWN SLAVEOF SSUBSCRIBE SUBSCRIBE SYNC UNWATCH WATCH'
  ).split(' '),
)

export type Outcome = { kind: 'reply'; reply: Reply } | { kind: 'error'; error: string }

/** A command as the driver sends it: JSON strings, numbers, booleans. */
export type Words = readonly unknown[]

/** Upstash takes whatever JSON holds: objects go in as their JSON text. */
function asArgument(word: unknown): string {
  return typeof word === 'string' ? word : (JSON.stringify(word) ?? '')
}

/** Why a command is not for a shared connection, or null when it is. */
export function refuseCommand(words: Words): string | null {
  const name = asArgument(words[0]).toUpperCase()
  if (name === '') return 'ERR empty command'
  if (REFUSED.has(name) || (name.startsWith('XREAD') && words.some((word) => asArgument(word).toUpperCase() === 'BLOCK'))) {
    return `ERR Command is not available: '${name.toLowerCase()}'. See https://upstash.com/docs/redis/overall/rediscompatibility`
  }
  return null
}

/**
 * Sends one command. The write happens before this returns its promise, so that commands sent in one go stay together and
 * in order on the connection.
 */
export async function runCommand({ client, scripts, words }: { client: Redis; scripts: ScriptBook; words: Words }): Promise<Outcome> {
  const refused = refuseCommand(words)
  if (refused !== null) return { kind: 'error', error: refused }
  // ioredis reshapes replies of commands that it knows in lower case; in upper case they stay as Redis gave them.
  const name = asArgument(words[0]).toUpperCase()
  const args = words.slice(1).map(asArgument)
  const original = translateScripts(name, args, scripts)
  try {
    const reply = await send(client, name, args)
    return { kind: 'reply', reply: original === null ? reply : Buffer.from(original) }
  } catch (error) {
    return { kind: 'error', error: error instanceof Error ? error.message : String(error) }
  }
}

/** One command as it is, its reply in buffers. */
export function send(client: Redis, name: string, args: string[]): Promise<Reply> {
  return client.sendCommand(new Command(name, args, { replyEncoding: null })) as Promise<Reply>
}

/** Puts Redis's own texts and hashes into the arguments; the original hash is what SCRIPT LOAD has to answer. */
function translateScripts(name: string, args: string[], scripts: ScriptBook): string | null {
  const [first, second] = args
  if ((name === 'EVAL' || name === 'EVAL_RO') && first !== undefined) args[0] = scripts.add(first).script
  if ((name === 'EVALSHA' || name === 'EVALSHA_RO') && first !== undefined) args[0] = scripts.find(first)
  if (name === 'SCRIPT' && first?.toUpperCase() === 'EXISTS') for (let i = 1; i < args.length; i++) args[i] = scripts.find(args[i]!)
  if (name === 'SCRIPT' && first?.toUpperCase() === 'LOAD' && second !== undefined) {
    const { script, sha } = scripts.add(second)
    args[1] = script
    return sha
  }
  return null
}
