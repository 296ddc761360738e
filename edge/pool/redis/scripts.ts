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
  lease: { lua: LEASE_LUA, sha: 'e8e72a0453027179c1193097fd3d563646d2244d' },
  beacon: { lua: BEACON_LUA, sha: '2776a7e80328f1f0c71a63d0213ce1c178d3f4e5' },
  call: { lua: CALL_LUA, sha: '531ee6405c0314411e5eaa900838a0fc13f65896' },
  history: { lua: HISTORY_LUA, sha: '36c46bbbaeee8c362cf93b81a5dc7687c47218bc' },
  fill: { lua: FILL_LUA, sha: '25b993b7bf76da7daa400b581837d4e4cd3a1781' },
  drain: { lua: DRAIN_LUA, sha: '1780b61907c3d34773a5b80a1fb45b1d48fcd0c3' },
  takeBack: { lua: TAKE_BACK_LUA, sha: 'd8868b459d7acfce3eea9d81b85e71c1a625ffff' },
  remove: { lua: REMOVE_LUA, sha: '7af98b969c3569127474b93eb8f2eb89ab577e05' },
  writeSettings: { lua: WRITE_SETTINGS_LUA, sha: '95403757fc2b6c2259382119b08c8c1db83304a6' },
} satisfies Record<string, Script>

export type Scripts = Record<keyof typeof SCRIPTS, Script>
