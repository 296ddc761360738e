import type { Redis } from '@upstash/redis/cloudflare'

export interface Script {
  lua: string
  /** SHA-1 of `lua` in hex; a test hashes it again. */
  sha: string
}

/** EVALSHA; where Redis does not have the script yet, EVAL, which also stores it. */
export async function runScript<Reply>(redis: Redis, script: Script, keys: string[], args: (string | number)[]): Promise<Reply> {
  try {
    return await redis.evalsha<(string | number)[], Reply>(script.sha, keys, args)
  } catch (fault) {
    if (!(fault instanceof Error && fault.message.includes('NOSCRIPT'))) throw fault
    return await redis.eval<(string | number)[], Reply>(script.lua, keys, args)
  }
}
