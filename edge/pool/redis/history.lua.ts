import { CLOCK_LUA } from './clock.lua.ts'
import { PAST_LUA } from './ring.lua.ts'

/**
 * Who held a number; changes nothing.
 *
 * KEYS     1 holders
 * ARGV     1 number
 * returns  { now ms, its past as of PAST_LUA ('' = none) }
 */
export const HISTORY_LUA = `#!lua flags=allow-key-locking
${CLOCK_LUA}${PAST_LUA}
return { now, past(KEYS[1], ARGV[1]) }
`
