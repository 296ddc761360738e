/**
 * Numbers leave the pool altogether, their holders too.
 *
 * KEYS     1 pool · 2 holders · 3 aside
 * ARGV     the numbers
 * returns  how many were in the pool in any state
 */
export const REMOVE_LUA = `#!lua flags=allow-key-locking
local removed = 0
for i = 1, #ARGV do
  removed = removed + redis.call('ZREM', KEYS[1], ARGV[i]) + redis.call('ZREM', KEYS[3], ARGV[i])
  local raw = redis.call('HGET', KEYS[2], ARGV[i])
  if raw then
    local fields = { ARGV[i] }
    for slot = 0, tonumber(string.sub(raw, 28, 29)) - 2 do fields[#fields + 1] = ARGV[i] .. '#' .. slot end
    redis.call('HDEL', KEYS[2], unpack(fields))
  end
end
return removed
`
