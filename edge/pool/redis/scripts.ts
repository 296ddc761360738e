import { BEACON_LUA } from './beacon.lua.ts'
import { CALL_LUA } from './call.lua.ts'
import { DRAIN_LUA } from './drain.lua.ts'
import { FILL_LUA } from './fill.lua.ts'
import { HISTORY_LUA } from './history.lua.ts'
import { LEASE_LUA } from './lease.lua.ts'
import { REMOVE_LUA } from './remove.lua.ts'
import type { Script } from './runScript.ts'
import { TAKE_BACK_LUA } from './takeBack.lua.ts'
import { WRITE_SETTINGS_LUA } from './writeSettings.lua.ts'

/** All scripts with their hashes; after a change `npx vitest run edge/pool/redis/scripts` says what the new hash is. */
export const SCRIPTS = {
  lease: { lua: LEASE_LUA, sha: '6dc8d691350752277f8ee9f762b1f1ace3a49691' },
  beacon: { lua: BEACON_LUA, sha: 'bb96d668aff80f6a6d6a2b7c531e3e11285911c2' },
  call: { lua: CALL_LUA, sha: '9518293302aba386c1a3529a7b2d3bcd358822df' },
  history: { lua: HISTORY_LUA, sha: '1bb5ce3b49cbd69faf905ee2e2745c879c953e36' },
  fill: { lua: FILL_LUA, sha: 'bb6250c952cef70770ce760bbf2e338a2dd5aeb4' },
  drain: { lua: DRAIN_LUA, sha: 'd77e078a215fabe569a11b7064fdc48dc120c71d' },
  takeBack: { lua: TAKE_BACK_LUA, sha: 'ac86f1b3d19694a02bc436fc735c7315e087585c' },
  remove: { lua: REMOVE_LUA, sha: 'f31d3f4d12f75613f08cb2e907237dcdd76aa810' },
  writeSettings: { lua: WRITE_SETTINGS_LUA, sha: '95403757fc2b6c2259382119b08c8c1db83304a6' },
} satisfies Record<string, Script>

export type Scripts = Record<keyof typeof SCRIPTS, Script>
