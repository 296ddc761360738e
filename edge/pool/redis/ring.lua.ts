/**
 * The ring of a number's last K holders as one string, made so that a lease decodes nothing but its head:
 *
 *     H <last call:13> <released:13> <holders:2> <length of the newest record:4>
 *     @page,<lease end:13>,session        one per live page, of any holder
 *     ;session,<shown:13><seen:13><tap:13><copy:13><intent:13><device><suspect>,visitor,region,weight     oldest first
 *
 * Moments are ms since the epoch, 13 digits, 0 = never. `released` is the number's score in its pool; kept here too so that
 * it outlives draining. Needs `now`, `session`, `visitor` and `tail` (the record from <device> on) as locals.
 */
export const RING_LUA = `
local sub, find, match, gmatch = string.sub, string.find, string.match, string.gmatch
local function pad(ms) return string.format('%013d', ms) end
local NEVER = '0000000000000'

local function open(raw)
  if not raw then return { call = NEVER, released = 0, count = 0, newest = 0, live = {}, records = '' } end
  local start = find(raw, ';', 34, true) or #raw + 1
  local live = {}
  if start > 34 then
    for page, finish, owner in gmatch(sub(raw, 34, start - 1), '@([^,]*),(%d+),([^@]*)') do
      finish = tonumber(finish)
      if finish > now then live[#live + 1] = { page, finish, owner } end
    end
  end
  return { call = sub(raw, 2, 14), released = tonumber(sub(raw, 15, 27)), count = tonumber(sub(raw, 28, 29)),
    newest = tonumber(sub(raw, 30, 33)), live = live, records = sub(raw, start) }
end

local function pack(ring)
  local parts = { string.format('H%s%013d%02d%04d', ring.call, ring.released, ring.count, ring.newest) }
  for i = 1, #ring.live do
    local entry = ring.live[i]
    parts[#parts + 1] = string.format('@%s,%013d,%s', entry[1], entry[2], entry[3])
  end
  parts[#parts + 1] = ring.records
  return table.concat(parts)
end

-- Session and visitor of the newest holder, or nil.
local function newest(ring)
  if ring.count == 0 then return nil end
  return match(sub(ring.records, -ring.newest), '^;([^,]*),[^,]*,([^,]*),')
end

-- Where a session's record begins, and where the next one begins (nil for the newest).
local function locate(ring, owner)
  local from = find(ring.records, ';' .. owner .. ',', 1, true)
  if from then return from, find(ring.records, ';', from + 1, true) end
end

local function visitorOf(ring, owner)
  local from = locate(ring, owner)
  return from and match(ring.records, '^;[^,]*,[^,]*,([^,]*),', from) or ''
end

-- Whether a live page belongs to this visitor or session, and whether one belongs to anybody else.
local function watched(ring)
  local own, others = false, false
  for i = 1, #ring.live do
    local owner = ring.live[i][3]
    if owner == session or (visitor ~= '' and visitorOf(ring, owner) == visitor) then own = true else others = true end
  end
  return own, others
end

-- This page of the session shows the number until finish. promote: the session becomes its newest holder.
local function show(ring, finish, shown, promote)
  local records = ring.records
  local from, after = locate(ring, session)
  if from then
    local seen = from + #session + 15
    if promote and after then
      local record = sub(records, from, seen - 1) .. pad(now) .. sub(records, seen + 13, after - 1)
      ring.records = sub(records, 1, from - 1) .. sub(records, after) .. record
      ring.newest = #record
    else
      ring.records = sub(records, 1, seen - 1) .. pad(now) .. sub(records, seen + 13)
    end
  else
    local start = 1
    while ring.count >= ringSize do
      local after = find(records, ';', start + 1, true) or #records + 1
      if #ring.live > 0 then
        local dropped, kept = match(records, '^;([^,]*),', start), {}
        for i = 1, #ring.live do if ring.live[i][3] ~= dropped then kept[#kept + 1] = ring.live[i] end end
        ring.live = kept
      end
      start = after
      ring.count = ring.count - 1
    end
    local record = ';' .. session .. ',' .. pad(shown) .. pad(now) .. NEVER .. NEVER .. NEVER .. tail
    ring.records = (start > 1 and sub(records, start) or records) .. record
    ring.newest = #record
    ring.count = ring.count + 1
  end
  local live = ring.live
  for i = 1, #live do
    if live[i][1] == page and live[i][3] == session then
      live[i] = { page, finish, session }
      return
    end
  end
  live[#live + 1] = { page, finish, session }
end

-- This page no longer shows the number. Answers whether it did until now.
local function leave(ring)
  local live, ended, last = {}, false, now
  for i = 1, #ring.live do
    local entry = ring.live[i]
    if entry[1] == page and entry[3] == session then
      ended = true
    else
      live[#live + 1] = entry
      if entry[2] > last then last = entry[2] end
    end
  end
  if not ended then return false end
  ring.live = live
  ring.released = last
  local from = locate(ring, session)
  if from then
    local seen = from + #session + 15
    ring.records = sub(ring.records, 1, seen - 1) .. pad(now) .. sub(ring.records, seen + 13)
  end
  return true
end

-- Writes signs of interest into the session's record: the latest tap, the first copy and the first intent, none before the
-- number was shown. Answers whether anything changed.
local function sign(ring, tap, copy, intent)
  if tap == 0 and copy == 0 and intent == 0 then return false end
  local from = locate(ring, session)
  if not from then return false end
  local at = from + #session + 2
  local records = ring.records
  local shown = tonumber(sub(records, at, at + 12))
  local oldTap, oldCopy, oldIntent = tonumber(sub(records, at + 26, at + 38)), tonumber(sub(records, at + 39, at + 51)), tonumber(sub(records, at + 52, at + 64))
  tap, copy, intent = math.min(tap, now), math.min(copy, now), math.min(intent, now)
  local newTap, newCopy, newIntent = oldTap, oldCopy, oldIntent
  if tap >= shown and tap > 0 and (oldTap == 0 or tap - oldTap >= tapOnce) then newTap = tap end
  if copy >= shown and copy > 0 and oldCopy == 0 then newCopy = copy end
  if intent >= shown and intent > 0 and oldIntent == 0 then newIntent = intent end
  if newTap == oldTap and newCopy == oldCopy and newIntent == oldIntent then return false end
  ring.records = sub(records, 1, at + 25) .. pad(newTap) .. pad(newCopy) .. pad(newIntent) .. sub(records, at + 65)
  return true
end
`
