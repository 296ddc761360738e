import { HOUR } from '../../clock.ts'
import { COUNTS_LIFE } from '../keys.ts'
import { POLICY, type PoolPolicy } from '../policy.ts'

/** Every parameter of the policy that the scripts use and its name there, in the order in which another policy is passed. */
const PARAMETERS = {
  growBelow: 'growBelow',
  stickyRest: 'stickyRest',
  visitLength: 'visitLength',
  lease: 'leaseLength',
  ring: 'ringSize',
  burstFloor: 'burstFloor',
  burstShare: 'burstShare',
  burstWindow: 'burstWindow',
  sticky: 'sticky',
  liveLeases: 'liveLeases',
  retry: 'retry',
  tapOnce: 'tapOnce',
  leaseMax: 'leaseMax',
} satisfies Partial<Record<keyof PoolPolicy, string>>

const parametersOf = (policy: PoolPolicy) => (Object.keys(PARAMETERS) as (keyof typeof PARAMETERS)[]).map((name) => policy[name])

/** The house's own policy stands in the scripts; only another one is passed. */
export const packPolicy = (policy: PoolPolicy): string => (policy === POLICY ? '' : parametersOf(policy).join(','))

/**
 * What the lease and the beacon scripts share: the command's common arguments, and the choice of a number. What a lease seldom looks
 * at is packed: each key and argument costs every lease about as much as a line of Lua.
 *
 * KEYS  1 built · 2 outbox · 3 counts of this hour · 4 the visitor's numbers (the built key again where there is no visitor) ·
 *       then five per pool p, from KEYS[5 * p]: pool, holders, drain, stock, burst · then the script's own
 * ARGV  1 session · 2 visitor ('' = none) · 3 page · 4 startedAt ms · 5 tail of the holder's record ·
 *       6 two digits: suspect 0|1, stay in the exact region 0|1 · 7 overflow: share | original | `number|region` ·
 *       8 sink: `number|region` ('' = none) · 9 outbox head · 10 number of pools · 11 another policy than POLICY: its
 *       PARAMETERS joined by ',' ('' = none) · 12 of each pool p `route|region|cap`, joined by ';': place, and cap of active
 *       numbers · then the script's own
 *
 * A chain is the indexes p of its pools, three digits each. Names hold none of `| ; , @ #`, which separate them in what is stored.
 */
export const ROTATION_LUA = `
local session, visitor, page, startedAt, tail = ARGV[1], ARGV[2], ARGV[3], tonumber(ARGV[4]), ARGV[5]
local ${Object.values(PARAMETERS).join(', ')} = ${parametersOf(POLICY).join(', ')}
if ARGV[11] ~= '' then
  local list = {}
  for value in string.gmatch(ARGV[11], '[^,]+') do list[#list + 1] = tonumber(value) end
  ${Object.values(PARAMETERS).join(', ')} = unpack(list)
end
local suspect, prefer = string.sub(ARGV[6], 1, 1) == '1', string.sub(ARGV[6], 2) == '1'
local overflow, overflowRegion = ARGV[7], nil
if overflow ~= 'share' and overflow ~= 'original' then overflow, overflowRegion = string.match(overflow, '^([^|]*)|(.*)') end
`

/** Needs the locals of CLOCK_LUA, ROTATION_LUA and RING_LUA, and `own` to be read by the script. */
export const CHOICE_LUA = `
-- Numbers that this answer already uses, or that the page must not be given again.
local taken, takenCount = {}, 0
-- The visitor's numbers as text, and what was done to it.
local own, ownChanged, ownRenewed = '', false, false

local function count(place, how)
  if redis.call('HINCRBY', KEYS[3], place .. '|' .. how, '1') == 1 then
    redis.call('PEXPIREAT', KEYS[3], moment((math.floor(now / ${HOUR}) + 1) * ${HOUR} + ${COUNTS_LIFE}))
  end
end

-- Place and cap of pool p.
local function named(p)
  for place, cap in string.gmatch(ARGV[12], '([^;]*)|([^;]*)') do
    p = p - 1
    if p == 0 then return place, tonumber(cap) end
  end
end

-- Pool of a chain's step, or nil.
local function poolAt(chain, step) return tonumber(string.sub(chain, 3 * step - 2, 3 * step)) end

-- What the visitor's text says of the slot, or nil.
local function ownOf(slot)
  local _, finish = string.find(own, '@' .. slot .. ',', 1, true)
  return finish and string.match(own, '^[^@]*', finish + 1)
end

local function setOwn(slot, list)
  local start, finish = string.find(own, '@' .. slot .. ',', 1, true)
  if start then
    local after = string.find(own, '@', finish, true)
    own = string.sub(own, 1, start - 1) .. (after and string.sub(own, after) or '')
  end
  own = own .. '@' .. slot .. ',' .. list
  ownChanged = true
end

local function storeOwn()
  if ownRenewed then
    redis.call('SET', KEYS[4], own, 'PXAT', moment(now + sticky))
  elseif ownChanged then
    redis.call('SET', KEYS[4], own, 'KEEPTTL')
  end
end

-- Ring of a number of pool p that no slot has yet; \`released\` in it is the number's score.
local rings = {}
local function ringOf(p, number)
  local ring = rings[number]
  if not ring then
    ring = open(redis.call('HGET', KEYS[5 * p + 1], number))
    rings[number] = ring
  end
  return ring
end

-- The longest rested number of pool p that is not taken, and its score.
local function longestRested(p)
  local list = redis.call('ZRANGE', KEYS[5 * p], '0', takenCount)
  for i = 1, #list do
    if not taken[list[i]] then return list[i], ringOf(p, list[i]).released end
  end
end

local function hasRested(score) return now - score >= growBelow end

-- A number enters the rotation of pool p, with the rest that it has had.
local function enter(p, number, score, move)
  redis.call('ZADD', KEYS[5 * p], score, number)
  redis.call('XADD', KEYS[2], '*', 't', 'moved', 'h', number .. '|' .. named(p) .. '|' .. move)
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
      local released = ringOf(p, candidate).released
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
      local _, cap = named(p)
      if active >= cap then return nil end
      if tonumber(redis.call('GET', burst) or 0) >= math.max(burstFloor, math.ceil(burstShare * active)) then return nil end
      if redis.call('INCR', burst) == 1 then redis.call('PEXPIREAT', burst, moment(now + burstWindow)) end
      redis.call('ZREM', KEYS[5 * p + 3], candidate)
      return enter(p, candidate, 0, 'grown')
    end
  end
end

-- A number for a slot that nobody else holds. kept: the page has a number that is free again, better than one that rested little.
-- Answers step (1-based), number, how, score; or nil.
local function unheld(chain, exclusive, kept)
  for step = 1, prefer and 1 or #chain / 3 do
    local number, how, score = fresh(poolAt(chain, step))
    if number then return step, number, how, score end
  end
  if kept then return nil end
  local number, score = longestRested(poolAt(chain, 1))
  if number and score <= now then return 1, number, 'free', score end
  if prefer and (exclusive or not number) then
    for step = 2, #chain / 3 do
      local other, how, rest = fresh(poolAt(chain, step))
      if other then return step, other, how, rest end
    end
  end
end

-- The number to be released soonest: of the exact region, else of the first region that has any.
local function soonest(chain)
  for step = 1, #chain / 3 do
    local number, score = longestRested(poolAt(chain, step))
    if number then return step, number, 'shared', score end
  end
end

local function leased(slot, place, number, how, step, rest, shared)
  taken[number] = true
  takenCount = takenCount + 1
  count(place, how)
  return 'L|' .. slot .. '|' .. place .. '|' .. number .. '|' .. how .. '|' .. step .. '|' .. rest .. (shared and '|1' or '|0')
end

-- Gives the number of pool p to the session. previous: what the visitor's text says of the slot.
local function give(slot, p, step, number, how, score, previous)
  local place, holders, finish = named(p), KEYS[5 * p + 1], now + leaseLength
  local ring, ends = ringOf(p, number), moment(finish)
  local _, others = watched(ring)
  if isNewest(ring) then ring.newest = seenNow(ring.newest) else push(ring, number, stamp) end
  live(ring, finish, ends)
  if finish > ring.released then ring.released = finish end
  store(ring, holders, number)
  redis.call('ZADD', KEYS[5 * p], 'XX', 'GT', ends, number)
  if visitor ~= '' then
    local list = number .. '|' .. place .. '|' .. ends
    if previous then
      local room = liveLeases - 1
      for entry in string.gmatch(previous, '[^;]+') do
        local other, last = string.match(entry, '^([^|]*)|.*|(%d+)$')
        if other ~= number and tonumber(last) > now and room > 0 then
          list, room = list .. ';' .. entry, room - 1
        end
      end
    end
    setOwn(slot, list)
    ownRenewed = true
  end
  return leased(slot, place, number, how, step - 1, score == 0 and '' or moment(now - score), others)
end
`
