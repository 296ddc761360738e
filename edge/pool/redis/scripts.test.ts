import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { MUTANTS } from './mutants.ts'
import { SCRIPTS } from './scripts.ts'

describe('every script', () => {
  it.each(Object.entries(SCRIPTS))('%s carries its own hash', (_name, { lua, sha }) => {
    expect(sha).toBe(createHash('sha1').update(lua).digest('hex'))
  })

  it.each(Object.entries(SCRIPTS))('%s lets Upstash lock its keys alone, and says nothing else on its first line', (_name, { lua }) => {
    expect(lua.split('\n')[0]).toBe('#!lua flags=allow-key-locking')
  })

  it.each(MUTANTS)('still holds what the mutant “$name” changes', ({ scripts, from }) => {
    for (const name of scripts) expect(SCRIPTS[name].lua).toContain(from)
  })
})
