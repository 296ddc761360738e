import { UNUSED } from '../keys.ts'
import { CLOCK_LUA } from './clock.lua.ts'

/**
 * Numbers decided in Postgres enter a pool. A number that is there already only moves from stock: one that is active or draining may have
 * been moved here after Postgres heard of it last, so a rebuild must leave it.
 *
 * KEYS     1 pool · 2 holders · 3 aside
 * ARGV     1 stock | active | draining · then of each number: number, when it was last seen (ms since the epoch, 0 = never)
 * returns  how many numbers entered or moved
 */
export const FILL_LUA = `#!lua flags=allow-key-locking
${CLOCK_LUA}
local pool, holders, aside, as = KEYS[1], KEYS[2], KEYS[3], ARGV[1]
local moved = 0
for i = 2, #ARGV, 2 do
  local number, seen = ARGV[i], tonumber(ARGV[i + 1])
  local raw = redis.call('HGET', holders, number)
  local active, off = redis.call('ZSCORE', pool, number), redis.call('ZSCORE', aside, number)
  local draining, unused = off and tonumber(off) >= 0, off and tonumber(off) < 0
  if not (active or draining or unused) and not raw and seen > 0 then
    raw = string.format('H%013d%013d%02d%02d', 0, seen, 0, 0)
    redis.call('HSET', holders, number, raw)
  end
  local released = raw and tonumber(string.sub(raw, 15, 27)) or 0
  if as == 'active' and not active and not draining then
    redis.call('ZREM', aside, number)
    redis.call('ZADD', pool, released, number)
    moved = moved + 1
  elseif as == 'draining' and not active and not draining then
    redis.call('ZADD', aside, moment(now), number)
    moved = moved + 1
  elseif as == 'stock' and not active and not draining and not unused then
    redis.call('ZADD', aside, moment(now - ${UNUSED}), number)
    moved = moved + 1
  end
end
return moved
`
