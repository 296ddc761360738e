/**
 * Erases a visitor from the rings of one pool, as many fields at a time as COUNT says: call again with the cursor answered until
 * it is '0'. The rest of each ring closes up. The number stays held as long as his page held it.
 *
 * KEYS     1 holders · 2 the visitor's numbers
 * ARGV     1 visitor · 2 cursor, at first '0' · 3 fields looked at, about
 * returns  the next cursor
 */
export const FORGET_LUA = `#!lua flags=allow-key-locking
local holders, visitor = KEYS[1], ARGV[1]

local function erase(number)
  local raw = redis.call('HGET', holders, number)
  if not raw then return end
  local size, next = tonumber(string.sub(raw, 28, 29)), tonumber(string.sub(raw, 30, 31))
  local start = string.find(raw, ';', 32, true)
  local records = { start and string.sub(raw, start + 1) or nil }
  local slots = {}
  for i = 1, size - 1 do slots[i] = number .. '#' .. (next - i) % (size - 1) end
  if #slots > 0 then
    local older = redis.call('HMGET', holders, unpack(slots))
    for i = 1, #slots do records[#records + 1] = older[i] or nil end
    redis.call('HDEL', holders, unpack(slots))
  end
  local rest, sessions = {}, {}
  for i = 1, #records do
    local session, who = string.match(records[i], '^([^,]*),[^,]*,([^,]*),')
    if who == visitor then sessions[session] = true else rest[#rest + 1] = records[i] end
  end
  local live = ''
  for entry, session, who in string.gmatch(string.sub(raw, 32, (start or 0) - 1), '(@[^,]*,%d+,([^,]*),([^@;]*))') do
    if who ~= visitor and not sessions[session] then live = live .. entry end
  end
  local older = math.max(#rest - 1, 0)
  local text = string.sub(raw, 1, 27) .. string.format('%02d%02d', size, size > 1 and older % (size - 1) or 0) .. live
  local fields = { number, rest[1] and text .. ';' .. rest[1] or text }
  for slot = 0, older - 1 do
    fields[#fields + 1] = number .. '#' .. slot
    fields[#fields + 1] = rest[#rest - slot]
  end
  redis.call('HSET', holders, unpack(fields))
end

redis.call('DEL', KEYS[2])
local found = redis.call('HSCAN', holders, ARGV[2], 'COUNT', ARGV[3])
local numbers = {}
for i = 1, #found[2], 2 do
  if string.find(found[2][i + 1], visitor, 1, true) then numbers[string.match(found[2][i], '^[^#]*')] = true end
end
for number in pairs(numbers) do erase(number) end
return found[1]
`
