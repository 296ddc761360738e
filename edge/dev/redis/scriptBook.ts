import { createHash } from 'node:crypto'

const sha1 = (text: string) => createHash('sha1').update(text).digest('hex')

/**
 * Makes scripts for Upstash run on stock Redis: `flags=allow-key-locking` on the first line (Upstash then locks only the
 * script's KEYS, not the database) is unknown there. Line numbers stay, so that errors point at the right line.
 * https://upstash.com/docs/redis/sdks/ts/commands/scripts/eval
 */
export function portableScript(script: string): string {
  const [first = ''] = script.split('\n', 1)
  const flags = /^#!lua\s+flags=(\S+)\s*$/.exec(first)?.[1]?.split(',')
  if (!flags?.includes('allow-key-locking')) return script
  const others = flags.filter((flag) => flag !== 'allow-key-locking')
  return (others.length > 0 ? `#!lua flags=${others.join(',')}` : `-- ${first.slice(2)}`) + script.slice(first.length)
}

/** Callers know a script by the SHA-1 of what they sent; Redis knows it by that of what it got. */
export class ScriptBook {
  readonly #shas = new Map<string, string>()

  /** Gives the text for Redis and remembers both hashes. */
  add(script: string): { script: string; sha: string } {
    const portable = portableScript(script)
    const sha = sha1(script)
    if (portable !== script) this.#shas.set(sha, sha1(portable))
    return { script: portable, sha }
  }

  /** The hash under which Redis knows the script. */
  find(sha: string): string {
    return this.#shas.get(sha.toLowerCase()) ?? sha
  }
}
