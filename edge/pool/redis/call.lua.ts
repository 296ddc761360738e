import { CLOCK_LUA } from './clock.lua.ts'
import { PAST_LUA } from './ring.lua.ts'

/**
 * A call's event: the outbox gets it with the number's history, the number remembers its last call.
 *
 * KEYS     1 outbox · 2 pool · 3 holders · 4 aside
 * ARGV     1 number · 2 event (JSON)
 * returns  { now ms, its past as of PAST_LUA ('' = none) }
 */
export const CALL_LUA = `#!lua flags=allow-key-locking
${CLOCK_LUA}${PAST_LUA}
local number, raw = ARGV[1], redis.call('HGET', KEYS[3], ARGV[1])
if raw then
  local last = math.max(tonumber(string.sub(raw, 2, 14)), now)
  redis.call('HSET', KEYS[3], number, 'H' .. string.format('%013d', last) .. string.sub(raw, 15))
elseif redis.call('ZSCORE', KEYS[2], number) or redis.call('ZSCORE', KEYS[4], number) then
  redis.call('HSET', KEYS[3], number, string.format('H%013d%013d%02d%02d', now, 0, 0, 0))
end
local known = past(KEYS[3], number)
redis.call('XADD', KEYS[1], '*', 't', 'call', 'n', number, 'e', ARGV[2], 'r', known, 'at', now)
return { now, known }
`
