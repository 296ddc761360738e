/**
 * Numbers leave the pool altogether, their holders too.
 *
 * KEYS     1 pool · 2 holders · 3 drain · 4 stock
 * ARGV     the numbers
 * returns  how many were in the pool in any state
 */
export const REMOVE_LUA = `#!lua flags=allow-key-locking
local call = redis.call
local removed = 0
for i = 1, #ARGV do
  removed = removed + call('ZREM', KEYS[1], ARGV[i]) + call('ZREM', KEYS[3], ARGV[i]) + call('ZREM', KEYS[4], ARGV[i])
  call('HDEL', KEYS[2], ARGV[i])
end
return removed
`
