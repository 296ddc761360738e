import { CLOCK_LUA } from './clock.lua.ts'
import { RING_LUA, RING_OF_HELD_LUA } from './ring.lua.ts'
import { CHOICE_LUA, ROTATION_LUA, STORE_OWN_LUA } from './rotation.lua.ts'

/**
 * Keeps or ends a page's lease and notes taps, copies and intent; ROTATION.md "Beacon" and "Hide".
 *
 * KEYS     see ROTATION_LUA
 * ARGV     see ROTATION_LUA; own: 13 hidden 0|1 · 14 leasedAt ms · 15 events (JSON array) · one per slot: `name|route|exclusive 0|1|number|
 *          index of its pool (0 = static, sink or overflow number)|shared 0|1 of such a number|tap|copy|intent (ms since the epoch,
 *          0 = none)|chain`
 * returns  'unbuilt' | 'A|at' and per slot, after a ';', 'K|slot|shared' (kept) | 'G|slot' (gone) | 'L|…' as of LEASE_LUA (replaced)
 */
export const BEACON_LUA = `#!lua flags=allow-key-locking
${CLOCK_LUA}${ROTATION_LUA}${RING_LUA}${RING_OF_HELD_LUA}${CHOICE_LUA}
local built, known = unpack(redis.call('MGET', KEYS[1], KEYS[4]))
if not built then return 'unbuilt' end
if known and visitor ~= '' then own = known end
local hidden, leasedAt, events = ARGV[13] == '1', tonumber(ARGV[14]), ARGV[15]
local ends = leasedAt + leaseMax

-- What the visitor's text says of the lease's end: finish (text) for number, if it is there.
local function lasts(slot, number, finish)
  local list = ownOf(slot)
  if not list then return end
  local entries, found = {}, false
  for entry in string.gmatch(list, '[^;]+') do
    local front = string.match(entry, '^(.*|)%d+$')
    if string.sub(front, 1, #number + 1) == number .. '|' then
      entry, found = front .. finish, true
    end
    entries[#entries + 1] = entry
  end
  if found then setOwn(slot, table.concat(entries, ';')) end
end

local function keep(slot, ring, finish)
  local holders = KEYS[3 * slot.p + 3]
  local record = mine(ring, holders, slot.number)
  if record then rewrite(ring, seenNow(record)) else hold(ring, slot.number, moment(math.min(leasedAt, now))) end
  local finishText = moment(finish)
  live(ring, finish, finishText)
  sign(ring, holders, slot.number, slot.tap, slot.copy, slot.intent)
  if finish > ring.released then ring.released = finish end
  store(ring, holders, slot.number)
  redis.call('ZADD', KEYS[3 * slot.p + 2], 'XX', 'GT', finishText, slot.number)
  lasts(slot.name, slot.number, finishText)
  local _, others = watched(ring)
  return 'K|' .. slot.name .. '|' .. (others and 1 or 0)
end

local function finish(slot, ring)
  local holders = KEYS[3 * slot.p + 3]
  local signed = sign(ring, holders, slot.number, slot.tap, slot.copy, slot.intent)
  local ended = leave(ring, holders, slot.number)
  if not signed and not ended then return end
  store(ring, holders, slot.number)
  if ended then
    redis.call('ZADD', KEYS[3 * slot.p + 2], 'XX', ring.released, slot.number)
    lasts(slot.name, slot.number, stamp)
  end
end

local slots = {}
for i = 16, #ARGV do
  local name, route, exclusive, number, p, shared, tap, copy, intent, chain = string.match(ARGV[i],
    '^([^|]*)|([^|]*)|([^|]*)|([^|]*)|([^|]*)|([^|]*)|([^|]*)|([^|]*)|([^|]*)|(.*)')
  local slot = { name = name, route = route, exclusive = exclusive == '1', number = number, p = tonumber(p), shared = shared,
    tap = tonumber(tap), copy = tonumber(copy), intent = tonumber(intent), chain = chain }
  slots[#slots + 1] = slot
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
  local shares = overflow == 'share' and not slot.exclusive and not bound
  local step, number, how, score = nil, nil, nil, nil
  if slot.chain ~= '' then step, number, how, score = unheld(slot.chain, slot.exclusive, bound and not others, shares) end
  if not step and bound and not others then return keep(slot, ring, math.min(now + leaseLength, ends)) end
  if not step and not slot.exclusive then
    if overflow == 'share' and bound then return keep(slot, ring, math.min(now + leaseLength, ends)) end
    if overflowRegion and not taken[overflow] and slot.chain ~= '' then
      finish(slot, ring)
      return leased(slot.name, slot.route .. '|' .. overflowRegion, overflow, 'overflow', -1, '', true)
    end
  end
  finish(slot, ring)
  if not step then return 'G|' .. slot.name end
  return give(slot.name, poolAt(slot.chain, step), step, number, how, score, ownOf(slot.name))
end

local answers, replaced = {}, {}
for i = 1, #slots do
  local slot = slots[i]
  if slot.p == 0 then
    answers[i] = 'K|' .. slot.name .. '|' .. slot.shared
  else
    local ring = ringOf(slot.p, slot.number)
    local owner, ownersVisitor
    if ring.newest then owner, ownersVisitor = string.match(ring.newest, '^([^,]*),[^,]*,([^,]*),') end
    local own = owner == session or (visitor ~= '' and ownersVisitor == visitor)
    if hidden then
      finish(slot, ring)
      answers[i] = own and 'K|' .. slot.name .. '|0' or 'G|' .. slot.name
    elseif now >= ends then
      finish(slot, ring)
      answers[i] = 'G|' .. slot.name
    else
      local bound = redis.call('ZSCORE', KEYS[3 * slot.p + 2], slot.number)
        or tonumber(redis.call('ZSCORE', KEYS[3 * slot.p + 4], slot.number) or -1) >= 0
      if bound and (own or not owner) then
        answers[i] = keep(slot, ring, math.min(now + leaseLength, ends))
      else
        answers[i] = replace(slot, ring, bound)
        if string.sub(answers[i], 1, 1) == 'L' then replaced[#replaced + 1] = answers[i] end
      end
    end
  end
end

${STORE_OWN_LUA}if events ~= '[]' or #replaced > 0 then
  redis.call('XADD', KEYS[2], '*', 't', 'beacon', 'h', ARGV[9], 'e', events, 'a', table.concat(replaced, ';'))
end
return 'A|' .. stamp .. ';' .. table.concat(answers, ';')
`
