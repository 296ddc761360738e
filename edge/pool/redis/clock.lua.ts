/** `now`: ms since the epoch by Redis' own clock, the same during the whole script. */
export const CLOCK_LUA = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
`
