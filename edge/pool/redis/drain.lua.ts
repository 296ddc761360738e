import { CLOCK_LUA } from './clock.lua.ts'

/**
 * Active numbers leave rotation. Held ones too: their pages keep them, nobody else gets them before they have rested.
 *
 * KEYS     1 outbox · 2 pool · 3 aside
 * ARGV     1 route · 2 region · then the numbers
 * returns  the numbers that were active
 */
export const DRAIN_LUA = `#!lua flags=allow-key-locking
${CLOCK_LUA}
local drained = {}
for i = 3, #ARGV do
  if redis.call('ZREM', KEYS[2], ARGV[i]) == 1 then
    redis.call('ZADD', KEYS[3], now, ARGV[i])
    redis.call('XADD', KEYS[1], '*', 't', 'moved', 'h', ARGV[i] .. '|' .. ARGV[1] .. '|' .. ARGV[2] .. '|drained')
    drained[#drained + 1] = ARGV[i]
  end
end
return drained
`
