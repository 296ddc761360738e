/**
 * A number's last K holders in the pool's `holders` hash, made so that a lease touches the newest one only:
 *
 *     field <number>     H <last call:13> <released:13> <K:2> <next slot:2>
 *                        @page,<lease end:13>,session,visitor     one per live page, of any holder
 *                        ;<record of the newest holder>
 *     field <number>#i   record of an older holder, i = 0 … K-2, written round in a ring
 *
 * A record is `session,<shown:13><seen:13><tap:13><copy:13><intent:13><device><suspect>,visitor,region,weight`. Moments are ms
 * since the epoch, 13 digits, 0 = never. `released` is the number's score in its pool, kept here too so that it outlives draining;
 * no page in it ends later.
 *
 * Needs the locals of CLOCK_LUA, session, visitor, page, tail (the record from <device> on), ringSize and tapOnce. Functions use globals of
 * Lua rather than locals for it: making a closure costs more the more locals it captures.
 */
export const RING_LUA = `
local NEVER = '0000000000000'

-- Ring of a number of pool p; \`released\` in it is the number's score.
local rings = {}
local function ringOf(p, number)
  if rings[number] then return rings[number] end
  local raw, ring = redis.call('HGET', KEYS[3 * p + 3], number), nil
  if raw then
    local start, live = string.find(raw, ';', 32, true), {}
    local released = tonumber(string.sub(raw, 15, 27))
    -- No page shows it longer than that.
    if released > now then
      for at, finish, owner, who in string.gmatch(string.sub(raw, 32, (start or 0) - 1), '@([^,]*),(%d+),([^,]*),([^@;]*)') do
        if tonumber(finish) > now then live[#live + 1] = { at, tonumber(finish), owner, who, finish } end
      end
    end
    ring = { front = string.sub(raw, 1, 14), released = released, next = tonumber(string.sub(raw, 30, 31)), live = live,
      newest = start and string.sub(raw, start + 1) }
  else
    ring = { front = 'H' .. NEVER, released = 0, next = 0, live = {} }
  end
  rings[number] = ring
  return ring
end

local function store(ring, holders, number)
  local text = ring.front .. string.format('%013d%02d%02d', ring.released, ringSize, ring.next)
  for i = 1, #ring.live do
    local entry = ring.live[i]
    text = text .. '@' .. entry[1] .. ',' .. entry[5] .. ',' .. entry[3] .. ',' .. entry[4]
  end
  if ring.newest then text = text .. ';' .. ring.newest end
  if ring.slot then
    redis.call('HSET', holders, number, text, ring.slot, ring.record)
  else
    redis.call('HSET', holders, number, text)
  end
end

-- Whether a live page belongs to this visitor or session, and whether one belongs to anybody else.
local function watched(ring)
  local own, others = false, false
  for i = 1, #ring.live do
    local entry = ring.live[i]
    if entry[3] == session or (visitor ~= '' and entry[4] == visitor) then own = true else others = true end
  end
  return own, others
end

local function isNewest(ring)
  return ring.newest and string.sub(ring.newest, 1, #session + 1) == session .. ','
end

local function seenNow(record)
  local at = #session + 14
  return string.sub(record, 1, at) .. stamp .. string.sub(record, at + 14)
end

-- The session is the newest holder from now on, or was before. shown: a moment as text.
local function hold(ring, number, shown)
  if isNewest(ring) then
    ring.newest = seenNow(ring.newest)
    return
  end
  if ring.newest and ringSize > 1 then
    ring.slot, ring.record = number .. '#' .. ring.next, ring.newest
    ring.next = (ring.next + 1) % (ringSize - 1)
  end
  ring.newest = session .. ',' .. shown .. stamp .. NEVER .. NEVER .. NEVER .. tail
end

-- This page shows the number until finish; ends: the same as text.
local function live(ring, finish, ends)
  for i = 1, #ring.live do
    local entry = ring.live[i]
    if entry[1] == page and entry[3] == session then
      entry[2], entry[5] = finish, ends
      return
    end
  end
  ring.live[#ring.live + 1] = { page, finish, session, visitor, ends }
end
`

/** What only beacons need of it. */
export const RING_OF_HELD_LUA = `
-- The session's latest record; looks for it among the older ones, too, and remembers where it was.
local function mine(ring, holders, number)
  if isNewest(ring) then return ring.newest end
  if ring.record then return ring.record end
  if ringSize < 2 then return nil end
  local slots = {}
  for i = 1, ringSize - 1 do slots[i] = number .. '#' .. (ring.next - i) % (ringSize - 1) end
  local records = redis.call('HMGET', holders, unpack(slots))
  for i = 1, #slots do
    if records[i] and string.sub(records[i], 1, #session + 1) == session .. ',' then
      ring.slot, ring.record = slots[i], records[i]
      return ring.record
    end
  end
end

local function rewrite(ring, record)
  if isNewest(ring) then ring.newest = record else ring.record = record end
end

-- This page no longer shows the number. Answers whether it did until now.
local function leave(ring, holders, number)
  local rest, ended, last = {}, false, now
  for i = 1, #ring.live do
    local entry = ring.live[i]
    if entry[1] == page and entry[3] == session then
      ended = true
    else
      rest[#rest + 1] = entry
      if entry[2] > last then last = entry[2] end
    end
  end
  if not ended then return false end
  ring.live = rest
  ring.released = last
  local record = mine(ring, holders, number)
  if not record then return true end
  rewrite(ring, seenNow(record))
  -- Who copied the number or showed interest in it, and did not tap, may yet dial it.
  local signs = string.sub(record, #session + 28, #session + 66)
  if #rest == 0 and string.sub(signs, 1, 13) == NEVER and signs ~= NEVER .. NEVER .. NEVER then ring.released = now + interestRest end
  return true
end

-- Writes signs of interest into the session's record: the latest tap, the first copy and the first intent, none before the
-- number was shown. Answers whether anything changed.
local function sign(ring, holders, number, tap, copy, intent)
  if tap == 0 and copy == 0 and intent == 0 then return false end
  local record = mine(ring, holders, number)
  if not record then return false end
  local at = #session + 2
  local function field(i) return tonumber(string.sub(record, at + 13 * i, at + 13 * i + 12)) end
  local shown, newTap, newCopy, newIntent = field(0), field(2), field(3), field(4)
  tap, copy, intent = math.min(tap, now), math.min(copy, now), math.min(intent, now)
  local before = newTap + newCopy + newIntent
  if tap > 0 and tap >= shown and (newTap == 0 or tap - newTap >= tapOnce) then newTap = tap end
  if copy > 0 and copy >= shown and newCopy == 0 then newCopy = copy end
  if intent > 0 and intent >= shown and newIntent == 0 then newIntent = intent end
  if newTap + newCopy + newIntent == before then return false end
  rewrite(ring, string.sub(record, 1, at + 25) .. string.format('%013d%013d%013d', newTap, newCopy, newIntent) .. string.sub(record, at + 65))
  return true
end
`

/** Everything known of a number as one text: its own field, then the older records, newest first, each after a ';'. */
export const PAST_LUA = `
local function past(holders, number)
  local raw = redis.call('HGET', holders, number)
  if not raw then return '' end
  local size, next = tonumber(string.sub(raw, 28, 29)), tonumber(string.sub(raw, 30, 31))
  if size < 2 then return raw end
  local slots = {}
  for i = 1, size - 1 do slots[i] = number .. '#' .. (next - i) % (size - 1) end
  local parts, records = { raw }, redis.call('HMGET', holders, unpack(slots))
  for i = 1, #slots do parts[#parts + 1] = records[i] or nil end
  return table.concat(parts, ';')
end
`
