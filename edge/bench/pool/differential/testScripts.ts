import { createHash } from 'node:crypto'
import { SCRIPTS, type Scripts } from '../../../pool/redis/scripts.ts'

/** Where the virtual clock stands, ms. */
export const CLOCK_KEY = 'test:clock'

const REAL_CLOCK = `local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
`
const VIRTUAL_CLOCK = `local now = tonumber(redis.real('GET', '${CLOCK_KEY}'))
`
/** Makes every call check that its key was declared. */
const KEYS_ONLY = `
local redis = { real = redis.call }
do
  local declared = {}
  for _, key in ipairs(KEYS) do declared[key] = true end
  redis.call = function(command, key, ...)
    if not declared[key] then error('undeclared key ' .. tostring(key) .. ' in ' .. command) end
    return redis.real(command, key, ...)
  end
end
`

/** A script for tests: time is what \`CLOCK_KEY\` says, and a key that is not in KEYS is an error. */
export function forTests(lua: string): string {
  const [first, ...rest] = lua.split('\n')
  return KEYS_ONLY + rest.join('\n').replace(REAL_CLOCK, VIRTUAL_CLOCK) + `-- ${first}`
}

export function testScripts(change: (name: keyof Scripts, lua: string) => string = (_name, lua) => lua): Scripts {
  const entries = Object.entries(SCRIPTS).map(([name, { lua }]) => {
    const text = forTests(change(name as keyof Scripts, lua))
    return [name, { lua: text, sha: createHash('sha1').update(text).digest('hex') }]
  })
  return Object.fromEntries(entries) as Scripts
}
