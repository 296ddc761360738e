import { BEACON_LUA } from './beacon.lua.ts'
import { CALL_LUA } from './call.lua.ts'
import { DRAIN_LUA } from './drain.lua.ts'
import { FILL_LUA } from './fill.lua.ts'
import { FORGET_LUA } from './forget.lua.ts'
import { HISTORY_LUA } from './history.lua.ts'
import { LEASE_LUA } from './lease.lua.ts'
import { METER_LUA } from './meter.lua.ts'
import { REMOVE_LUA } from './remove.lua.ts'
import type { Script } from './runScript.ts'
import { TAKE_BACK_LUA } from './takeBack.lua.ts'
import { WRITE_SETTINGS_LUA } from './writeSettings.lua.ts'

/** All scripts with their hashes; after a change `npx vitest run edge/pool/redis/scripts` says what the new hash is. */
export const SCRIPTS = {
  lease: { lua: LEASE_LUA, sha: 'a0e0a914bf30cc1dcb2940f0bbcfc4f707789969' },
  beacon: { lua: BEACON_LUA, sha: '99369951ee7f4ae9071e747829eae011767a8a70' },
  call: { lua: CALL_LUA, sha: '879fc2684d525082bc11063db5154065c547569a' },
  meter: { lua: METER_LUA, sha: 'b08ea3ac9b21ae0ead19bd55bf4f6f480d567e3c' },
  history: { lua: HISTORY_LUA, sha: '55a12a71a59e9b911621cae3c8f3c0c245246198' },
  fill: { lua: FILL_LUA, sha: '857bf50ab344400c4d065d77bcd291cd7e47c64d' },
  drain: { lua: DRAIN_LUA, sha: '0b9fb227b7f009bfe10e2183c4ea2fd580c659c3' },
  takeBack: { lua: TAKE_BACK_LUA, sha: '0bd7ead55a27ad0078cab738021bf6e4aa73ef9f' },
  remove: { lua: REMOVE_LUA, sha: '16861d5a26c6afc8578d22462dce20d8a161576f' },
  forget: { lua: FORGET_LUA, sha: '2ecadb80d74f48c8c57db6a2413a604827e65f82' },
  writeSettings: { lua: WRITE_SETTINGS_LUA, sha: '95403757fc2b6c2259382119b08c8c1db83304a6' },
} satisfies Record<string, Script>

export type Scripts = Record<keyof typeof SCRIPTS, Script>
