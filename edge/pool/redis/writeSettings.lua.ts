/**
 * Settings, unless newer ones are there.
 *
 * KEYS     1 site
 * ARGV     1 version · 2 settings (JSON)
 * returns  1 written | 0 newer ones are there
 */
export const WRITE_SETTINGS_LUA = `#!lua flags=allow-key-locking
local version = tonumber(ARGV[1])
local before = tonumber(redis.call('HGET', KEYS[1], 'version') or nil)
if before and before > version then return 0 end
redis.call('HSET', KEYS[1], 'version', ARGV[1], 'settings', ARGV[2])
return 1
`
