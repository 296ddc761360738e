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

/** Several scripts in one round trip, each on keys of its own tag; one's fault does not keep the others from running. */
export async function runTogether(
  redis: Redis,
  runs: { script: Script; keys: string[]; args: (string | number)[] }[],
): Promise<PromiseSettledResult<unknown>[]> {
  const pipeline = redis.pipeline()
  for (const { script, keys, args } of runs) pipeline.evalsha(script.sha, keys, args)
  const replies = await pipeline.exec({ keepErrors: true })
  return Promise.all(
    replies.map(async ({ result, error }, i): Promise<PromiseSettledResult<unknown>> => {
      if (error === undefined) return { status: 'fulfilled', value: result }
      const { script, keys, args } = runs[i]!
      if (!error.includes('NOSCRIPT')) return { status: 'rejected', reason: new Error(error) }
      return { status: 'fulfilled', value: await redis.eval(script.lua, keys, args) }
    }),
  )
}
