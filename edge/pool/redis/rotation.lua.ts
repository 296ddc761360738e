/**
 * What the lease and the beacon scripts share: the command's common arguments, and the choice of a number.
 *
 * KEYS  1 site · 2 outbox · 3 counts of this hour · 4 the visitor's numbers (the site key again where there is no visitor) ·
 *       then five per pool p, from KEYS[5 * p]: pool, holders, drain, stock, burst · then the script's own
 * ARGV  1 session · 2 visitor ('' = none) · 3 page · 4 startedAt ms · 5 tail of the holder's record · 6 suspect 0|1 ·
 *       7 stay in the exact region 0|1 · 8 overflow: share | original | a number · 9 its region · 10 sink number ('' = none) ·
 *       11 its region · 12 outbox head ·
 *       policy: 13 growBelow ms · 14 stickyRest ms · 15 visitLength ms · 16 lease ms · 17 ring · 18 burstFloor · 19 burstShare ·
 *       20 burstWindow ms · 21 sticky ms · 22 liveLeases · 23 retry ms ·
 *       24 expiry of the counts, ms since the epoch · 25 number of pools n · then per pool p, from ARGV[24 + 2 * p]: its place
 *       (`route|region`) and cap of active numbers · then the script's own, by shift()
 *
 * Names hold none of `| ; , @ #`, which separate them in what is stored.
 */
export const ROTATION_LUA = `
local session, visitor, page, startedAt, tail = ARGV[1], ARGV[2], ARGV[3], tonumber(ARGV[4]), ARGV[5]
local suspect, prefer, overflow, sink = ARGV[6] == '1', ARGV[7] == '1', ARGV[8], ARGV[10]
local growBelow, leaseLength, ringSize = tonumber(ARGV[13]), tonumber(ARGV[16]), tonumber(ARGV[17])
local pools = tonumber(ARGV[25])
local arg = 25 + 2 * pools
local function shift()
  arg = arg + 1
  return ARGV[arg]
end
`

/** Needs the locals of CLOCK_LUA, ROTATION_LUA and RING_LUA. */
export const CHOICE_LUA = `
-- Numbers that this answer already uses, or that the page must not be given again.
local taken, takenCount = {}, 0

local function count(place, how)
  if redis.call('HINCRBY', KEYS[3], place .. '|' .. how, '1') == 1 then redis.call('PEXPIREAT', KEYS[3], ARGV[24]) end
end

-- The longest rested number of pool p that is not taken, and its score.
local function longestRested(p)
  local list = redis.call('ZRANGE', KEYS[5 * p], '0', takenCount, 'WITHSCORES')
  for i = 1, #list, 2 do
    if not taken[list[i]] then return list[i], tonumber(list[i + 1]) end
  end
end

local function hasRested(score) return now - score >= growBelow end

-- A number enters the rotation of pool p, with the rest that it has had.
local function enter(p, number, score, move)
  redis.call('ZADD', KEYS[5 * p], score, number)
  redis.call('XADD', KEYS[2], '*', 't', 'moved', 'h', number .. '|' .. ARGV[24 + 2 * p] .. '|' .. move)
  return number, move, score
end

-- A number of pool p that nobody has held for a while: rested, taken back or grown. Answers number, how, score.
local function fresh(p)
  local number, score = longestRested(p)
  if number and hasRested(score) then return number, 'rested', score end
  local drained = redis.call('ZRANGE', KEYS[5 * p + 2], 0, 7, 'REV')
  for i = 1, #drained do
    local candidate = drained[i]
    if not taken[candidate] then
      local raw = redis.call('HGET', KEYS[5 * p + 1], candidate)
      local released = raw and tonumber(string.sub(raw, 15, 27)) or 0
      if hasRested(released) then
        redis.call('ZREM', KEYS[5 * p + 2], candidate)
        return enter(p, candidate, released, 'taken-back')
      end
    end
  end
  local unused = redis.call('ZRANGE', KEYS[5 * p + 3], 0, takenCount)
  for i = 1, #unused do
    local candidate = unused[i]
    if not taken[candidate] then
      local active, burst = redis.call('ZCARD', KEYS[5 * p]), KEYS[5 * p + 4]
      if active >= tonumber(ARGV[25 + 2 * p]) then return nil end
      if tonumber(redis.call('GET', burst) or 0) >= math.max(tonumber(ARGV[18]), math.ceil(tonumber(ARGV[19]) * active)) then return nil end
      if redis.call('INCR', burst) == 1 then redis.call('PEXPIREAT', burst, moment(now + tonumber(ARGV[20]))) end
      redis.call('ZREM', KEYS[5 * p + 3], candidate)
      return enter(p, candidate, 0, 'grown')
    end
  end
end

-- A number for a slot that nobody else holds. kept: the page has a number that is free again, better than one that rested little.
-- Answers step (1-based), number, how, score; or nil.
local function unheld(chain, exclusive, kept)
  for step = 1, prefer and 1 or #chain do
    local number, how, score = fresh(chain[step])
    if number then return step, number, how, score end
  end
  if kept then return nil end
  local number, score = longestRested(chain[1])
  if number and score <= now then return 1, number, 'free', score end
  if prefer and (exclusive or not number) then
    for step = 2, #chain do
      local other, how, rest = fresh(chain[step])
      if other then return step, other, how, rest end
    end
  end
end

-- The number to be released soonest: of the exact region, else of the first region that has any.
local function soonest(chain)
  for step = 1, #chain do
    local number, score = longestRested(chain[step])
    if number then return step, number, 'shared', score end
  end
end

local function leased(slot, place, number, how, step, rest, shared)
  taken[number] = true
  takenCount = takenCount + 1
  count(place, how)
  return 'L|' .. slot .. '|' .. place .. '|' .. number .. '|' .. how .. '|' .. step .. '|' .. rest .. (shared and '|1' or '|0')
end

-- Gives the number of pool p to the session. previous: what the visitor's hash says of the slot.
local function give(slot, p, step, number, how, score, previous)
  local place, holders, finish = ARGV[24 + 2 * p], KEYS[5 * p + 1], now + leaseLength
  local ring = open(redis.call('HGET', holders, number))
  local _, others = watched(ring)
  if isNewest(ring) then ring.newest = seenNow(ring.newest) else push(ring, number, stamp) end
  live(ring, finish)
  if finish > ring.released then ring.released = finish end
  store(ring, holders, number)
  local ends = moment(finish)
  redis.call('ZADD', KEYS[5 * p], 'XX', 'GT', ends, number)
  if visitor ~= '' then
    local own = number .. '|' .. place .. '|' .. ends
    if previous then
      local room = tonumber(ARGV[22]) - 1
      for entry in string.gmatch(previous, '[^;]+') do
        local other, last = string.match(entry, '^([^|]*)|.*|(%d+)$')
        if other ~= number and tonumber(last) > now and room > 0 then
          own, room = own .. ';' .. entry, room - 1
        end
      end
    end
    redis.call('HSET', KEYS[4], slot, own)
    redis.call('PEXPIREAT', KEYS[4], moment(now + tonumber(ARGV[21])))
  end
  return leased(slot, place, number, how, step - 1, score == 0 and '' or moment(now - score), others)
end
`
