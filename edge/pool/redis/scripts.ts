import { BEACON_LUA } from './beacon.lua.ts'
import { CALL_LUA } from './call.lua.ts'
import { DRAIN_LUA } from './drain.lua.ts'
import { FILL_LUA } from './fill.lua.ts'
import { FORGET_LUA } from './forget.lua.ts'
import { HISTORY_LUA } from './history.lua.ts'
import { LEASE_LUA } from './lease.lua.ts'
import { REMOVE_LUA } from './remove.lua.ts'
import type { Script } from './runScript.ts'
import { TAKE_BACK_LUA } from './takeBack.lua.ts'
import { WRITE_SETTINGS_LUA } from './writeSettings.lua.ts'

/** All scripts with their hashes; after a change `npx vitest run edge/pool/redis/scripts` says what the new hash is. */
export const SCRIPTS = {
  lease: { lua: LEASE_LUA, sha: 'f2b066e7b48efe02b43d12276c066f13a9db1e4c' },
  beacon: { lua: BEACON_LUA, sha: '28757a580267cd0e8b0b4692b7df7acd3b2dcf0e' },
  call: { lua: CALL_LUA, sha: 'cfe4bc6dba0cc77851bda90cb5c272fd6494957a' },
  history: { lua: HISTORY_LUA, sha: '55a12a71a59e9b911621cae3c8f3c0c245246198' },
  fill: { lua: FILL_LUA, sha: 'd8dc174c0a60aa3f232c0a1e70b4e4ad8326724c' },
  drain: { lua: DRAIN_LUA, sha: '0b9fb227b7f009bfe10e2183c4ea2fd580c659c3' },
  takeBack: { lua: TAKE_BACK_LUA, sha: 'd8868b459d7acfce3eea9d81b85e71c1a625ffff' },
  remove: { lua: REMOVE_LUA, sha: '7af98b969c3569127474b93eb8f2eb89ab577e05' },
  forget: { lua: FORGET_LUA, sha: '2ecadb80d74f48c8c57db6a2413a604827e65f82' },
  writeSettings: { lua: WRITE_SETTINGS_LUA, sha: '95403757fc2b6c2259382119b08c8c1db83304a6' },
} satisfies Record<string, Script>

export type Scripts = Record<keyof typeof SCRIPTS, Script>
