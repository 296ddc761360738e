import { CLOCK_LUA } from './clock.lua.ts'

/**
 * Who held a number; changes nothing.
 *
 * KEYS     1 holders
 * ARGV     1 number
 * returns  { now ms, packed ring ('' = none) }
 */
export const HISTORY_LUA = `#!lua flags=allow-key-locking
${CLOCK_LUA}
return { now, call('HGET', KEYS[1], ARGV[1]) or '' }
`
