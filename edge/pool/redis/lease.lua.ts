import { CLOCK_LUA } from './clock.lua.ts'
import { RING_LUA } from './ring.lua.ts'
import { CHOICE_LUA, ROTATION_LUA, STORE_OWN_LUA } from './rotation.lua.ts'

/**
 * Numbers for the slots of one page; ROTATION.md "Lease: one script".
 *
 * KEYS     see ROTATION_LUA; own: the answer of this request, then one per window of limits
 * ARGV     see ROTATION_LUA; own: 13 outbox visit (JSON) · one per window of limits: its end (ms since the epoch), then `|key=max` of
 *          each limit · one per slot: `name|route|exclusive 0|1|fixed number ('' = none)|its region|chain`
 * returns  'unbuilt' | { repeated 0|1, 'A|at|suspect|limited|session|visitor' and per slot, after a ';',
 *          'L|slot|route|region|number|how|step|rest ms, '' = never held|shared' | 'E|slot|route' (exhausted) | 'R|slot|route' (refused) }
 */
export const LEASE_LUA = `#!lua flags=allow-key-locking
${CLOCK_LUA}${ROTATION_LUA}${RING_LUA}${CHOICE_LUA}
local answerKey = 5 + 3 * tonumber(ARGV[10])
local built, before, known = unpack(redis.call('MGET', KEYS[1], KEYS[answerKey], KEYS[4]))
if not built then return 'unbuilt' end
if before then return { 1, before } end
if known and visitor ~= '' then own = known end

local limited = false
local windows = #KEYS - answerKey
for i = 1, windows do
  local key, text, fresh = KEYS[answerKey + i], ARGV[13 + i], true
  for limit, max in string.gmatch(text, '|([^|]*)=(%d+)') do
    local uses = redis.call('HINCRBY', key, limit, '1')
    if uses == 1 and fresh then
      redis.call('PEXPIREAT', key, string.match(text, '^%d+'))
      fresh = false
    end
    if uses > tonumber(max) then limited = true end
  end
end
suspect = suspect or limited

local slots = {}
for i = 14 + windows, #ARGV do
  local name, route, exclusive, fixed, region, chain = string.match(ARGV[i], '^([^|]*)|([^|]*)|([^|]*)|([^|]*)|([^|]*)|(.*)')
  slots[#slots + 1] = { name = name, route = route, exclusive = exclusive == '1', fixed = fixed, region = region, chain = chain }
end

if suspect then
  local sink, sinkRegion = string.match(ARGV[8], '^([^|]*)|?(.*)')
  for i = 1, #slots do
    local slot = slots[i]
    if sink ~= '' and not taken[sink] then
      slot.answer = leased(slot.name, slot.route .. '|' .. sinkRegion, sink, 'sink', -1, '', false)
    else
      count(slot.route .. '|' .. sinkRegion, 'refused')
      slot.answer = 'R|' .. slot.name .. '|' .. slot.route
    end
  end
else
  for i = 1, #slots do
    local slot = slots[i]
    if slot.fixed ~= '' and not taken[slot.fixed] then
      slot.answer = leased(slot.name, slot.route .. '|' .. slot.region, slot.fixed, 'static', -1, '', false)
    end
  end
  -- The visitor's own numbers first, so that no other slot of his takes them.
  for i = 1, #slots do
    local slot = slots[i]
    if not slot.answer and visitor ~= '' then
      slot.previous = ownOf(slot.name)
      if slot.previous then
        local number, place = string.match(slot.previous, '^([^|]*)|([^|]*|[^|]*)|')
        local step, p
        for s = 1, #slot.chain / 3 do
          local candidate = poolAt(slot.chain, s)
          if not p and string.sub(KEYS[3 * candidate + 2], placeAt) == place then step, p = s, candidate end
        end
        if p and not taken[number] and redis.call('ZSCORE', KEYS[3 * p + 2], number) then
          local ring = ringOf(p, number)
          local own, others = watched(ring)
          local score = ring.released
          local last = ring.newest and string.match(ring.newest, '^[^,]*,[^,]*,([^,]*),')
          if (last == visitor or now - startedAt < visitLength or now - score >= stickyRest)
            and (not others or (own and not slot.exclusive)) then
            slot.answer = give(slot.name, p, step, number, 'sticky', score, slot.previous)
          end
        end
      end
    end
  end
  for i = 1, #slots do
    local slot = slots[i]
    if not slot.answer then
      local held = 0
      if slot.previous then
        for last in string.gmatch(slot.previous, '|(%d+)%f[;%z]') do
          if tonumber(last) > now then held = held + 1 end
        end
      end
      if slot.chain ~= '' and held < liveLeases then
        local step, number, how, score = unheld(slot.chain, slot.exclusive, false, overflow == 'share' and not slot.exclusive)
        if not step and not slot.exclusive and overflowRegion and not taken[overflow] then
          slot.answer = leased(slot.name, slot.route .. '|' .. overflowRegion, overflow, 'overflow', -1, '', true)
        end
        if step then slot.answer = give(slot.name, poolAt(slot.chain, step), step, number, how, score, slot.previous) end
      end
      if not slot.answer then
        count(slot.chain ~= '' and string.sub(KEYS[3 * poolAt(slot.chain, 1) + 2], placeAt) or slot.route .. '|', 'exhausted')
        slot.answer = 'E|' .. slot.name .. '|' .. slot.route
      end
    end
  end
end

local answers = {}
for i = 1, #slots do answers[i] = slots[i].answer end
local given = table.concat(answers, ';')
${STORE_OWN_LUA}redis.call('XADD', KEYS[2], '*', 't', 'lease', 'h', ARGV[9] .. (suspect and '|1' or '|0'), 'a', given, 'v', ARGV[13])
local answer = 'A|' .. stamp .. (suspect and '|1|' or '|0|') .. (limited and '1|' or '0|') .. session .. '|' .. visitor .. ';' .. given
redis.call('SET', KEYS[answerKey], answer, 'PXAT', moment(now + retry))
return { 0, answer }
`
