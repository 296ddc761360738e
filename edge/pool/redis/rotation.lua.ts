/**
 * What the lease and the beacon scripts share: the command's common arguments, and the choice of a number.
 *
 * KEYS  1 site · 2 outbox · 3 counts of this hour · 4 the visitor's numbers (the site key again where there is no visitor) ·
 *       then five per pool: pool, holders, drain, stock, burst · then the script's own
 * ARGV  1 session · 2 visitor ('' = none) · 3 page · 4 startedAt ms · 5 tail of the holder's record · 6 suspect 0|1 ·
 *       7 stay in the exact region 0|1 · 8 overflow: share | original | a number · 9 its region · 10 sink number ('' = none) ·
 *       11 its region · 12 outbox head ·
 *       policy: 13 growBelow ms · 14 stickyRest ms · 15 visitLength ms · 16 lease ms · 17 leaseMax ms · 18 ring · 19 burstFloor ·
 *       20 burstShare · 21 burstWindow ms · 22 sticky ms · 23 liveLeases · 24 tapOnce ms · 25 retry ms ·
 *       26 expiry of the counts, ms since the epoch · 27 number of pools n · then per pool: route, region, cap of active numbers ·
 *       then the script's own, from ARGV[arg]
 *
 * Names hold none of `| ; , @`, which separate them in what is stored.
 */
export const ROTATION_LUA = `
local site, outbox, counts, visits = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local session, visitor, page, startedAt, tail = ARGV[1], ARGV[2], ARGV[3], tonumber(ARGV[4]), ARGV[5]
local suspect, prefer, overflow, overflowRegion, sink, sinkRegion = ARGV[6] == '1', ARGV[7] == '1', ARGV[8], ARGV[9], ARGV[10], ARGV[11]
local head = ARGV[12]
local growBelow, stickyRest, visitLength, leaseLength, leaseMax = tonumber(ARGV[13]), tonumber(ARGV[14]), tonumber(ARGV[15]), tonumber(ARGV[16]), tonumber(ARGV[17])
local ringSize, burstFloor, burstShare, burstWindow = tonumber(ARGV[18]), tonumber(ARGV[19]), tonumber(ARGV[20]), tonumber(ARGV[21])
local sticky, liveLeases, tapOnce, retry = tonumber(ARGV[22]), tonumber(ARGV[23]), tonumber(ARGV[24]), tonumber(ARGV[25])
local countsEnd, pools = tonumber(ARGV[26]), tonumber(ARGV[27])
local arg, ownKeys = 28 + 3 * pools, 5 + 5 * pools
local function shift()
  arg = arg + 1
  return ARGV[arg - 1]
end
-- Of pool p.
local function poolKey(p) return KEYS[5 * p] end
local function holdersKey(p) return KEYS[5 * p + 1] end
local function drainKey(p) return KEYS[5 * p + 2] end
local function stockKey(p) return KEYS[5 * p + 3] end
local function burstKey(p) return KEYS[5 * p + 4] end
local function routeOf(p) return ARGV[25 + 3 * p] end
local function regionOf(p) return ARGV[26 + 3 * p] end
local function capOf(p) return tonumber(ARGV[27 + 3 * p]) end
`

/** Needs the locals of CLOCK_LUA, ROTATION_LUA and RING_LUA. */
export const CHOICE_LUA = `
-- Numbers that this answer already uses, or that the page must not be given again.
local taken, takenCount = {}, 0
local function take(number)
  if not taken[number] then
    taken[number] = true
    takenCount = takenCount + 1
  end
end

local function count(route, region, how)
  if call('HINCRBY', counts, route .. '|' .. region .. '|' .. how, 1) == 1 then call('PEXPIREAT', counts, countsEnd) end
end

local function moved(number, p, move)
  call('XADD', outbox, '*', 't', 'moved', 'h', number .. '|' .. routeOf(p) .. '|' .. regionOf(p) .. '|' .. move)
end

-- The longest rested number of pool p that is not taken, and its score.
local function longestRested(p)
  local list = call('ZRANGE', poolKey(p), 0, takenCount, 'WITHSCORES')
  for i = 1, #list, 2 do
    if not taken[list[i]] then return list[i], tonumber(list[i + 1]) end
  end
end

local function hasRested(score) return score == 0 or now - score >= growBelow end

-- A number of pool p that nobody has held for a while: rested, taken back or grown. Answers number, how, score.
local function fresh(p)
  local number, score = longestRested(p)
  if number and hasRested(score) then return number, 'rested', score end
  local drained = call('ZRANGE', drainKey(p), 0, 7, 'REV')
  for i = 1, #drained do
    local candidate = drained[i]
    if not taken[candidate] then
      local raw = call('HGET', holdersKey(p), candidate)
      local released = raw and tonumber(sub(raw, 15, 27)) or 0
      if hasRested(released) then
        call('ZREM', drainKey(p), candidate)
        call('ZADD', poolKey(p), released, candidate)
        moved(candidate, p, 'taken-back')
        return candidate, 'taken-back', released
      end
    end
  end
  local unused = call('ZRANGE', stockKey(p), 0, takenCount)
  for i = 1, #unused do
    local candidate = unused[i]
    if not taken[candidate] then
      local active = call('ZCARD', poolKey(p))
      if active >= capOf(p) then return nil end
      if tonumber(call('GET', burstKey(p)) or 0) >= math.max(burstFloor, math.ceil(burstShare * active)) then return nil end
      if call('INCR', burstKey(p)) == 1 then call('PEXPIREAT', burstKey(p), now + burstWindow) end
      call('ZREM', stockKey(p), candidate)
      call('ZADD', poolKey(p), 0, candidate)
      moved(candidate, p, 'grown')
      return candidate, 'grown', 0
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

local function leased(slot, route, region, number, how, step, rest, shared)
  take(number)
  count(route, region, how)
  return 'L|' .. slot .. '|' .. route .. '|' .. region .. '|' .. number .. '|' .. how .. '|' .. step .. '|' .. rest .. '|' .. (shared and 1 or 0)
end

-- Gives the number of pool p to the session. previous: what the visitor's hash says of the slot.
local function give(slot, p, step, number, how, score, previous)
  local finish = now + leaseLength
  local ring = open(call('HGET', holdersKey(p), number))
  local _, others = watched(ring)
  show(ring, finish, now, true)
  if finish > ring.released then ring.released = finish end
  call('HSET', holdersKey(p), number, pack(ring))
  call('ZADD', poolKey(p), 'XX', 'GT', finish, number)
  if visitor ~= '' then
    local own = { number .. '|' .. routeOf(p) .. '|' .. regionOf(p) .. '|' .. finish }
    if previous then
      for entry in gmatch(previous, '[^;]+') do
        local other, last = match(entry, '^([^|]*)|.*|(%d+)$')
        if other ~= number and tonumber(last) > now and #own < liveLeases then own[#own + 1] = entry end
      end
    end
    call('HSET', visits, slot, table.concat(own, ';'))
    call('PEXPIREAT', visits, now + sticky)
  end
  return leased(slot, routeOf(p), regionOf(p), number, how, step - 1, score == 0 and '' or now - score, others)
end
`
