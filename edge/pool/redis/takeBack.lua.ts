/**
 * Draining numbers are active again, with the rest that they have had.
 *
 * KEYS     1 outbox · 2 pool · 3 aside · 4 holders
 * ARGV     1 route · 2 region · then the numbers
 * returns  the numbers that were draining
 */
export const TAKE_BACK_LUA = `#!lua flags=allow-key-locking
local back = {}
for i = 3, #ARGV do
  if tonumber(redis.call('ZSCORE', KEYS[3], ARGV[i]) or -1) >= 0 then
    redis.call('ZREM', KEYS[3], ARGV[i])
    local raw = redis.call('HGET', KEYS[4], ARGV[i])
    redis.call('ZADD', KEYS[2], raw and tonumber(string.sub(raw, 15, 27)) or 0, ARGV[i])
    redis.call('XADD', KEYS[1], '*', 't', 'moved', 'h', ARGV[i] .. '|' .. ARGV[1] .. '|' .. ARGV[2] .. '|taken-back')
    back[#back + 1] = ARGV[i]
  end
end
return back
`
