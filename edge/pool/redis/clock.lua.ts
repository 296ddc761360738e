/**
 * `now`: ms since the epoch by Redis' own clock, the same during the whole script; `stamp`: the same as text. `moment` writes
 * a moment as text: several times faster than what Lua and Redis do with a number of 13 digits by themselves.
 */
export const CLOCK_LUA = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local function moment(ms) return string.format('%d', ms) end
local stamp = moment(now)
`
