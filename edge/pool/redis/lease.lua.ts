import { CLOCK_LUA } from './clock.lua.ts'
import { RING_LUA } from './ring.lua.ts'
import { CHOICE_LUA, ROTATION_LUA } from './rotation.lua.ts'

/**
 * Numbers for the slots of one page; ROTATION.md "Lease: one script".
 *
 * KEYS     see ROTATION_LUA; own: the answer of this request, then one per window of limits
 * ARGV     see ROTATION_LUA; own: outbox visit (JSON) · number of windows, then of each: its end (ms since the epoch), number of
 *          limits, then key and max of each · number of slots, then of each: name, route, exclusive 0|1, fixed number ('' = none),
 *          its region, number of steps, index of each step's pool
 * returns  'unbuilt' | { repeated 0|1, 'A|at|suspect|limited|session|visitor' and per slot, after a ';',
 *          'L|slot|route|region|number|how|step|rest ms, '' = never held|shared' | 'E|slot|route' (exhausted) | 'R|slot|route' (refused) }
 */
export const LEASE_LUA = `#!lua flags=allow-key-locking
${CLOCK_LUA}${ROTATION_LUA}${RING_LUA}${CHOICE_LUA}
if not redis.call('HGET', KEYS[1], 'built') then return 'unbuilt' end
local answerKey = 5 + 5 * pools
local before = redis.call('GET', KEYS[answerKey])
if before then return { 1, before } end

local visit = shift()
local limited = false
for i = 1, tonumber(shift()) do
  local key, ends, fresh = KEYS[answerKey + i], shift(), true
  for j = 1, tonumber(shift()) do
    local uses, max = redis.call('HINCRBY', key, shift(), '1'), tonumber(shift())
    if uses == 1 and fresh then
      redis.call('PEXPIREAT', key, ends)
      fresh = false
    end
    if uses > max then limited = true end
  end
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
      slot.answer = leased(slot.name, slot.route .. '|' .. ARGV[11], sink, 'sink', -1, '', false)
    else
      count(slot.route .. '|' .. ARGV[11], 'refused')
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
      slot.previous = redis.call('HGET', KEYS[4], slot.name)
      if slot.previous then
        local number, place = string.match(slot.previous, '^([^|]*)|([^|]*|[^|]*)|')
        local step, p
        for s = 1, #slot.chain do
          if not p and ARGV[24 + 2 * slot.chain[s]] == place then step, p = s, slot.chain[s] end
        end
        local score = p and not taken[number] and tonumber(redis.call('ZSCORE', KEYS[5 * p], number) or nil)
        if score then
          local ring = open(redis.call('HGET', KEYS[5 * p + 1], number))
          local own, others = watched(ring)
          local _, last = owners(ring)
          if (last == visitor or now - startedAt < tonumber(ARGV[15]) or now - score >= tonumber(ARGV[14]))
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
      if #slot.chain > 0 and held < tonumber(ARGV[22]) then
        local step, number, how, score = unheld(slot.chain, slot.exclusive, false)
        if not step and not slot.exclusive then
          if overflow == 'share' then
            step, number, how, score = soonest(slot.chain)
          elseif overflow ~= 'original' and not taken[overflow] then
            slot.answer = leased(slot.name, slot.route .. '|' .. ARGV[9], overflow, 'overflow', -1, '', true)
          end
        end
        if step then slot.answer = give(slot.name, slot.chain[step], step, number, how, score, slot.previous) end
      end
      if not slot.answer then
        count(#slot.chain > 0 and ARGV[24 + 2 * slot.chain[1]] or slot.route .. '|', 'exhausted')
        slot.answer = 'E|' .. slot.name .. '|' .. slot.route
      end
    end
  end
end

local answers = {}
for i = 1, #slots do answers[i] = slots[i].answer end
local given = table.concat(answers, ';')
redis.call('XADD', KEYS[2], '*', 't', 'lease', 'h', ARGV[12] .. (suspect and '|1' or '|0'), 'a', given, 'v', visit)
local answer = 'A|' .. stamp .. (suspect and '|1|' or '|0|') .. (limited and '1|' or '0|') .. session .. '|' .. visitor .. ';' .. given
redis.call('SET', KEYS[answerKey], answer, 'PXAT', moment(now + tonumber(ARGV[23])))
return { 0, answer }
`
