import { CLOCK_LUA } from './clock.lua.ts'

/**
 * Counts a step of a call against its account's limits. Without limits it does nothing.
 *
 * KEYS     1 limits · 2 live · 3 known · 4 about · 5 minutes of today
 * ARGV     1 start | answered | end · 2 call · 3 seconds of talk, -1 = not told · 4 ms that a ringing call keeps its place · 5 that one which
 *          is talked on does · 6 ms that a call is known · 7 ms that the minutes live · then of a start the destinations
 * returns  n ≥ 1: admitted, to the nth destination · 0 too many calls · -1 no destination has minutes left · -2 there are no limits
 */
export const METER_LUA = `#!lua flags=allow-key-locking
${CLOCK_LUA}
local limits, live, known, about, minutes = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local step, call, talk = ARGV[1], ARGV[2], tonumber(ARGV[3])
local ringing, talking, memory, life = tonumber(ARGV[4]), tonumber(ARGV[5]), tonumber(ARGV[6]), tonumber(ARGV[7])
local raw = redis.call('HGET', limits, 'settings')
if not raw then return -2 end
local set = cjson.decode(raw)
local most = type(set.concurrentCalls) == 'number' and set.concurrentCalls
local longest = type(set.destinationMinutes) == 'number' and set.destinationMinutes * 60
if not most and not longest then return -2 end

redis.call('ZREMRANGEBYSCORE', live, '-inf', stamp)
for _, old in ipairs(redis.call('ZRANGEBYSCORE', known, '-inf', stamp, 'LIMIT', 0, 100)) do
  redis.call('ZREM', known, old)
  redis.call('HDEL', about, old)
end

local function read(id)
  local text = redis.call('HGET', about, id)
  if not text then return '', 0, 0, 0 end
  local to, answered, counted, over = string.match(text, '^([^|]*)|(%d+)|(%d+)|(%d)$')
  return to, tonumber(answered), tonumber(counted), tonumber(over)
end
local to, answered, counted, over = read(call)
local function remember(place)
  redis.call('HSET', about, call, to .. '|' .. moment(answered) .. '|' .. moment(counted) .. '|' .. over)
  redis.call('ZADD', known, moment(now + memory), call)
  if place then redis.call('ZADD', live, moment(now + place), call) end
  for i = 2, 4 do redis.call('PEXPIRE', KEYS[i], memory) end
end

if step == 'start' then
  if over == 1 then return 1 end
  if most and not redis.call('ZSCORE', live, call) and redis.call('ZCARD', live) >= most then return 0 end
  local choice = 1
  if longest then
    local going = {}
    for _, other in ipairs(redis.call('ZRANGE', live, 0, -1)) do
      local where, since = read(other)
      if other ~= call and since > 0 then going[where] = (going[where] or 0) + (now - since) / 1000 end
    end
    choice = -1
    for i = #ARGV, 8, -1 do
      local used = tonumber(redis.call('HGET', minutes, ARGV[i]) or 0) + (going[ARGV[i]] or 0)
      if used < longest then choice = i - 7 end
    end
    if choice == -1 then return -1 end
  end
  to = ARGV[7 + choice]
  remember(ringing)
  return choice
end
if step == 'answered' then
  if to ~= '' and over == 0 then
    if answered == 0 then answered = now end
    remember(talking)
  end
  return 1
end
redis.call('ZREM', live, call)
if talk < 0 then talk = over == 0 and answered > 0 and math.floor((now - answered) / 1000) or 0 end
if to ~= '' and talk > counted then
  redis.call('HINCRBY', minutes, to, moment(talk - counted))
  redis.call('PEXPIRE', minutes, life)
  counted = talk
end
over = 1
remember(nil)
return 1
`
