import fc from 'fast-check'
import type { Redis } from 'ioredis'
import { MUTANTS, type Mutant } from '../../../pool/redis/mutants.ts'
import { planArbitrary } from './plan.ts'
import { playInModel } from './playInModel.ts'
import { loadScripts, playInRedis } from './playInRedis.ts'
import { testScripts } from './testScripts.ts'

/** Runs every mutant against the same histories; answers those that no history noticed. */
export async function killMutants(
  client: Redis,
  { histories, seed, mutants = MUTANTS }: { histories: number; seed: number; mutants?: Mutant[] },
): Promise<Mutant[]> {
  const played = fc.sample(planArbitrary, { numRuns: histories, seed }).map((plan) => playInModel(plan))
  const survivors: Mutant[] = []
  for (const mutant of mutants) {
    const scripts = testScripts((name, lua) => {
      if (!mutant.scripts.includes(name)) return lua
      if (!lua.includes(mutant.from)) throw new Error(`${name} no longer holds what “${mutant.name}” changes`)
      return lua.replace(mutant.from, () => mutant.to)
    })
    await loadScripts(client, scripts)
    let killed = false
    for (const history of played) {
      if ((await playInRedis(client, scripts, history)) === null) continue
      killed = true
      break
    }
    if (!killed) survivors.push(mutant)
  }
  return survivors
}
