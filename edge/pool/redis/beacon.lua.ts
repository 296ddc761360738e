import { CLOCK_LUA } from './clock.lua.ts'
import { RING_LUA, RING_OF_HELD_LUA } from './ring.lua.ts'
import { CHOICE_LUA, ROTATION_LUA } from './rotation.lua.ts'

/**
 * Keeps or ends a page's lease and notes taps, copies and intent; ROTATION.md "Beacon" and "Hide".
 *
 * KEYS     see ROTATION_LUA
 * ARGV     see ROTATION_LUA; own: tapOnce ms · leaseMax ms · hidden 0|1 · leasedAt ms · events (JSON array) · number of slots, then of each: name, route,
 *          exclusive 0|1, number, index of its pool (0 = static, sink or overflow number), shared 0|1 of such a number,
 *          tap, copy, intent (ms since the epoch, 0 = none), number of steps, index of each step's pool
 * returns  'unbuilt' | 'A|at' and per slot, after a ';', 'K|slot|shared' (kept) | 'G|slot' (gone) | 'L|…' as of LEASE_LUA (replaced)
 */
export const BEACON_LUA = `#!lua flags=allow-key-locking
${CLOCK_LUA}${ROTATION_LUA}
local tapOnce, leaseMax = tonumber(shift()), tonumber(shift())
${RING_LUA}${RING_OF_HELD_LUA}${CHOICE_LUA}
if not redis.call('HGET', KEYS[1], 'built') then return 'unbuilt' end
local hidden, leasedAt, events = shift() == '1', tonumber(shift()), shift()
local ends = leasedAt + leaseMax

-- What the visitor's hash says of the lease's end: finish (text) for number, if it is there.
local function lasts(slot, number, finish)
  if visitor == '' then return end
  local list = redis.call('HGET', KEYS[4], slot)
  if not list then return end
  local own, found = {}, false
  for entry in string.gmatch(list, '[^;]+') do
    local front = string.match(entry, '^(.*|)%d+$')
    if string.sub(front, 1, #number + 1) == number .. '|' then
      entry, found = front .. finish, true
    end
    own[#own + 1] = entry
  end
  if found then redis.call('HSET', KEYS[4], slot, table.concat(own, ';')) end
end

local function keep(slot, ring, finish)
  local holders = KEYS[5 * slot.p + 1]
  local record = mine(ring, holders, slot.number)
  if record then rewrite(ring, seenNow(record)) else push(ring, slot.number, moment(math.min(leasedAt, now))) end
  live(ring, finish)
  sign(ring, holders, slot.number, slot.tap, slot.copy, slot.intent)
  if finish > ring.released then ring.released = finish end
  store(ring, holders, slot.number)
  redis.call('ZADD', KEYS[5 * slot.p], 'XX', 'GT', finish, slot.number)
  lasts(slot.name, slot.number, moment(finish))
  local _, others = watched(ring)
  return 'K|' .. slot.name .. '|' .. (others and 1 or 0)
end

local function finish(slot, ring)
  local holders = KEYS[5 * slot.p + 1]
  local signed = sign(ring, holders, slot.number, slot.tap, slot.copy, slot.intent)
  local ended = leave(ring, holders, slot.number)
  if not signed and not ended then return end
  store(ring, holders, slot.number)
  if ended then
    redis.call('ZADD', KEYS[5 * slot.p], 'XX', ring.released, slot.number)
    lasts(slot.name, slot.number, stamp)
  end
end

local slots = {}
for i = 1, tonumber(shift()) do
  local slot = { name = shift(), route = shift(), exclusive = shift() == '1', number = shift(), p = tonumber(shift()),
    shared = shift(), tap = tonumber(shift()), copy = tonumber(shift()), intent = tonumber(shift()), chain = {} }
  for step = 1, tonumber(shift()) do slot.chain[step] = tonumber(shift()) end
  slots[i] = slot
  if not taken[slot.number] then
    taken[slot.number] = true
    takenCount = takenCount + 1
  end
end

local function replace(slot, ring, bound)
  if suspect then
    finish(slot, ring)
    return 'G|' .. slot.name
  end
  local _, others = watched(ring)
  local step, number, how, score = nil, nil, nil, nil
  if #slot.chain > 0 then step, number, how, score = unheld(slot.chain, slot.exclusive, bound and not others) end
  if not step and bound and not others then return keep(slot, ring, math.min(now + leaseLength, ends)) end
  if not step and not slot.exclusive then
    if overflow == 'share' then
      if bound then return keep(slot, ring, math.min(now + leaseLength, ends)) end
      step, number, how, score = soonest(slot.chain)
    elseif overflow ~= 'original' and not taken[overflow] and #slot.chain > 0 then
      finish(slot, ring)
      return leased(slot.name, slot.route .. '|' .. ARGV[9], overflow, 'overflow', -1, '', true)
    end
  end
  finish(slot, ring)
  if not step then return 'G|' .. slot.name end
  local previous = visitor ~= '' and redis.call('HGET', KEYS[4], slot.name) or nil
  return give(slot.name, slot.chain[step], step, number, how, score, previous)
end

local answers, replaced = {}, {}
for i = 1, #slots do
  local slot = slots[i]
  if slot.p == 0 then
    answers[i] = 'K|' .. slot.name .. '|' .. slot.shared
  else
    local ring = open(redis.call('HGET', KEYS[5 * slot.p + 1], slot.number))
    local owner, ownersVisitor = owners(ring)
    local own = owner == session or (visitor ~= '' and ownersVisitor == visitor)
    if hidden then
      finish(slot, ring)
      answers[i] = own and 'K|' .. slot.name .. '|0' or 'G|' .. slot.name
    elseif now >= ends then
      finish(slot, ring)
      answers[i] = 'G|' .. slot.name
    else
      local bound = redis.call('ZSCORE', KEYS[5 * slot.p], slot.number) or redis.call('ZSCORE', KEYS[5 * slot.p + 2], slot.number)
      if bound and (own or not owner) then
        answers[i] = keep(slot, ring, math.min(now + leaseLength, ends))
      else
        answers[i] = replace(slot, ring, bound)
        if string.sub(answers[i], 1, 1) == 'L' then replaced[#replaced + 1] = answers[i] end
      end
    end
  end
end

if events ~= '[]' or #replaced > 0 then
  redis.call('XADD', KEYS[2], '*', 't', 'beacon', 'h', ARGV[12], 'e', events, 'a', table.concat(replaced, ';'))
end
return 'A|' .. stamp .. ';' .. table.concat(answers, ';')
`
