import { CLOCK_LUA } from './clock.lua.ts'

/**
 * A call's event: the outbox gets it with the number's history, the number remembers its last call.
 *
 * KEYS     1 outbox · 2 pool · 3 holders · 4 drain · 5 stock
 * ARGV     1 number · 2 event (JSON)
 * returns  { now ms, packed ring ('' = none) }
 */
export const CALL_LUA = `#!lua flags=allow-key-locking
${CLOCK_LUA}
local number = ARGV[1]
local raw = call('HGET', KEYS[3], number)
if raw then
  local last = math.max(tonumber(string.sub(raw, 2, 14)), now)
  raw = 'H' .. string.format('%013d', last) .. string.sub(raw, 15)
elseif call('ZSCORE', KEYS[2], number) or call('ZSCORE', KEYS[4], number) or call('ZSCORE', KEYS[5], number) then
  raw = 'H' .. string.format('%013d', now) .. '0000000000000000000'
end
if raw then call('HSET', KEYS[3], number, raw) end
call('XADD', KEYS[1], '*', 't', 'call', 'n', number, 'e', ARGV[2], 'r', raw or '', 'at', now)
return { now, raw or '' }
`
