import type { RegionCode, RouteId, SiteKey } from '../../brands.ts'
import { HOUR } from '../../clock.ts'
import { BURST, builtKey, COUNTS_LIFE, poolKeys } from '../keys.ts'
import { POLICY, type PoolPolicy } from '../policy.ts'

/** Every parameter of the policy that the scripts use and its name there, in the order in which another policy is passed. */
const PARAMETERS = {
  growBelow: 'growBelow',
  interestRest: 'interestRest',
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

/** How much longer than `built` the part of a pool's key is that stands before its place, `route|region`. */
const PLACE_AFTER = poolKeys('' as SiteKey, '' as RouteId, '' as RegionCode).pool.length - 1 - builtKey('' as SiteKey).length

/**
 * What the lease and the beacon scripts share: the command's common arguments, and the choice of a number. What a lease seldom looks
 * at is packed, and what it seldom does is a function made where it is needed: each key, argument and function costs every lease about
 * as much as a line of Lua.
 *
 * KEYS  1 built · 2 outbox · 3 counts of this hour · 4 the visitor's numbers (the built key again where there is no visitor) ·
 *       then three per pool p, from KEYS[3 * p + 2]: pool, holders, aside · then the script's own
 * ARGV  1 session · 2 visitor ('' = none) · 3 page · 4 startedAt ms · 5 tail of the holder's record ·
 *       6 two digits: suspect 0|1, stay in the exact region 0|1 · 7 overflow: share | original | `number|region` ·
 *       8 sink: `number|region` ('' = none) · 9 outbox head · 10 number of pools · 11 another policy than POLICY: its
 *       PARAMETERS joined by ',' ('' = none) · 12 cap of active numbers of each pool, joined by ',' · then the script's own
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
-- Where a pool's key says its place.
local placeAt = #KEYS[1] + ${PLACE_AFTER + 1}
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

-- The longest rested number of pool p that is not taken, and its score.
local function longestRested(p)
  local list = redis.call('ZRANGE', KEYS[3 * p + 2], '0', takenCount)
  for i = 1, #list do
    if not taken[list[i]] then return list[i], ringOf(p, list[i]).released end
  end
end

-- A number of pool p that nobody has held for a while: rested, taken back or grown. Answers number, how, score.
local function fresh(p)
  local number, score = longestRested(p)
  if number and now - score >= growBelow then return number, 'rested', score end

  local pool, aside = KEYS[3 * p + 2], KEYS[3 * p + 4]
  -- A number enters the rotation, with the rest that it has had.
  local function enter(candidate, rest, move)
    redis.call('ZREM', aside, candidate)
    redis.call('ZADD', pool, rest, candidate)
    redis.call('XADD', KEYS[2], '*', 't', 'moved', 'h', candidate .. '|' .. string.sub(pool, placeAt) .. '|' .. move)
    return candidate, move, rest
  end
  local drained = redis.call('ZRANGE', aside, '+inf', '0', 'BYSCORE', 'REV', 'LIMIT', '0', '8')
  for i = 1, #drained do
    if not taken[drained[i]] then
      local released = ringOf(p, drained[i]).released
      if now - released >= growBelow then return enter(drained[i], released, 'taken-back') end
    end
  end
  local unused = redis.call('ZRANGE', aside, '-inf', '(0', 'BYSCORE', 'LIMIT', '0', takenCount + 1)
  for i = 1, #unused do
    if not taken[unused[i]] then
      local active, caps = redis.call('ZCARD', pool), {}
      for cap in string.gmatch(ARGV[12], '[^,]+') do caps[#caps + 1] = tonumber(cap) end
      if active >= caps[p] then return nil end
      local added, ends = string.match(redis.call('HGET', KEYS[3 * p + 3], '${BURST}') or '', '^(%d+)|(%d+)')
      if not added or tonumber(ends) < now then added, ends = 0, moment(now + burstWindow) end
      if tonumber(added) >= math.max(burstFloor, math.ceil(burstShare * active)) then return nil end
      redis.call('HSET', KEYS[3 * p + 3], '${BURST}', added + 1 .. '|' .. ends)
      return enter(unused[i], 0, 'grown')
    end
  end
end

-- A number for a slot that nobody else holds. kept: the page has a number that is free again, better than one that rested little.
-- shared: where there is none, the number to be released soonest: of the exact region, else of the first region that has any.
-- Answers step (1-based), number, how, score; or nil.
local function unheld(chain, exclusive, kept, shared)
  for step = 1, prefer and 1 or #chain / 3 do
    local number, how, score = fresh(poolAt(chain, step))
    if number then return step, number, how, score end
  end
  if kept then return nil end
  local number, score = longestRested(poolAt(chain, 1))
  if number and score <= now then return 1, number, 'free', score end
  -- One that waits for its last visitor's call is better than one that somebody looks at.
  local p = poolAt(chain, 1)
  local list = redis.call('ZRANGE', KEYS[3 * p + 2], '(' .. moment(now + leaseLength), '+inf', 'BYSCORE', 'LIMIT', '0', '8')
  for i = 1, #list do
    local ring = ringOf(p, list[i])
    if not taken[list[i]] and #ring.live == 0 then return 1, list[i], 'free', ring.released - interestRest end
  end
  if prefer and (exclusive or not number) then
    for step = 2, #chain / 3 do
      local other, how, rest = fresh(poolAt(chain, step))
      if other then return step, other, how, rest end
    end
  end
  if not shared then return nil end
  for step = 1, #chain / 3 do
    number, score = longestRested(poolAt(chain, step))
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
  local pool, finish = KEYS[3 * p + 2], now + leaseLength
  local place, ring, ends = string.sub(pool, placeAt), ringOf(p, number), moment(finish)
  local _, others = watched(ring)
  local free = #ring.live == 0
  hold(ring, number, stamp)
  live(ring, finish, ends)
  if free or finish > ring.released then ring.released = finish end
  store(ring, KEYS[3 * p + 3], number)
  redis.call('ZADD', pool, 'XX', free and 'CH' or 'GT', ends, number)
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

/** The end of both scripts writes what was done to the visitor's numbers. */
export const STORE_OWN_LUA = `
if ownRenewed then
  redis.call('SET', KEYS[4], own, 'PXAT', moment(now + sticky))
elseif ownChanged then
  redis.call('SET', KEYS[4], own, 'KEEPTTL')
end
`
