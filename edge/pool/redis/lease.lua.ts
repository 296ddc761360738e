import { CLOCK_LUA } from './clock.lua.ts'
import { RING_LUA } from './ring.lua.ts'
import { CHOICE_LUA, ROTATION_LUA } from './rotation.lua.ts'

/**
 * Numbers for the slots of one page; ROTATION.md "Lease: one script".
 *
 * KEYS     see ROTATION_LUA; own: the answer of this request, then one per limit
 * ARGV     see ROTATION_LUA; own: outbox visit (JSON) · number of limits, then max and window ms of each · number of slots, then of
 *          each: name, route, exclusive 0|1, fixed number ('' = none), its region, number of steps, index of each step's pool
 * returns  'unbuilt' | { repeated 0|1, 'A|at|suspect|limited|session|visitor' and per slot, after a ';',
 *          'L|slot|route|region|number|how|step|rest ms, '' = never held|shared' | 'E|slot|route' (exhausted) | 'R|slot|route' (refused) }
 */
export const LEASE_LUA = `#!lua flags=allow-key-locking
${CLOCK_LUA}${ROTATION_LUA}${RING_LUA}${CHOICE_LUA}
if not call('HGET', site, 'built') then return 'unbuilt' end
local answerKey = KEYS[ownKeys]
local before = call('GET', answerKey)
if before then return { 1, before } end

local visit = shift()
local limited = false
for i = 1, tonumber(shift()) do
  local max, window = tonumber(shift()), tonumber(shift())
  local uses = call('INCR', KEYS[ownKeys + i])
  if uses == 1 then call('PEXPIREAT', KEYS[ownKeys + i], now + window) end
  if uses > max then limited = true end
end
suspect = suspect or limited

local slots = {}
for i = 1, tonumber(shift()) do
  local slot = { name = shift(), route = shift(), exclusive = shift() == '1', fixed = shift(), region = shift(), chain = {} }
  for step = 1, tonumber(shift()) do slot.chain[step] = tonumber(shift()) end
  slots[i] = slot
end

if suspect then
  for i = 1, #slots do
    local slot = slots[i]
    if sink ~= '' and not taken[sink] then
      slot.answer = leased(slot.name, slot.route, sinkRegion, sink, 'sink', -1, '', false)
    else
      count(slot.route, sinkRegion, 'refused')
      slot.answer = 'R|' .. slot.name .. '|' .. slot.route
    end
  end
else
  for i = 1, #slots do
    local slot = slots[i]
    if slot.fixed ~= '' and not taken[slot.fixed] then
      slot.answer = leased(slot.name, slot.route, slot.region, slot.fixed, 'static', -1, '', false)
    end
  end
  -- The visitor's own numbers first, so that no other slot of his takes them.
  for i = 1, #slots do
    local slot = slots[i]
    if not slot.answer and visitor ~= '' then
      slot.previous = call('HGET', visits, slot.name)
      if slot.previous then
        local number, route, region = match(slot.previous, '^([^|]*)|([^|]*)|([^|]*)|')
        local step, p
        for s = 1, #slot.chain do
          if not p and routeOf(slot.chain[s]) == route and regionOf(slot.chain[s]) == region then step, p = s, slot.chain[s] end
        end
        local score = p and not taken[number] and tonumber(call('ZSCORE', poolKey(p), number) or nil)
        if score then
          local ring = open(call('HGET', holdersKey(p), number))
          local own, others = watched(ring)
          local _, last = newest(ring)
          if (last == visitor or now - startedAt < visitLength or score == 0 or now - score >= stickyRest)
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
      local live = 0
      if slot.previous then
        for last in gmatch(slot.previous, '|(%d+)%f[;%z]') do
          if tonumber(last) > now then live = live + 1 end
        end
      end
      if #slot.chain > 0 and live < liveLeases then
        local step, number, how, score = unheld(slot.chain, slot.exclusive, false)
        if not step and not slot.exclusive then
          if overflow == 'share' then
            step, number, how, score = soonest(slot.chain)
          elseif overflow ~= 'original' and not taken[overflow] then
            slot.answer = leased(slot.name, slot.route, overflowRegion, overflow, 'overflow', -1, '', true)
          end
        end
        if step then slot.answer = give(slot.name, slot.chain[step], step, number, how, score, slot.previous) end
      end
      if not slot.answer then
        count(slot.route, #slot.chain > 0 and regionOf(slot.chain[1]) or '', 'exhausted')
        slot.answer = 'E|' .. slot.name .. '|' .. slot.route
      end
    end
  end
end

local answers = {}
for i = 1, #slots do answers[i] = slots[i].answer end
local given = table.concat(answers, ';')
call('XADD', outbox, '*', 't', 'lease', 'h', head, 'x', suspect and 1 or 0, 'a', given, 'v', visit)
local answer = 'A|' .. now .. '|' .. (suspect and 1 or 0) .. '|' .. (limited and 1 or 0) .. '|' .. session .. '|' .. visitor .. ';' .. given
call('SET', answerKey, answer, 'PXAT', now + retry)
return { 0, answer }
`
