import type { Redis } from '@upstash/redis/cloudflare'
import type { SiteSettings } from '../../sites/siteSettings.ts'
import { builtKey, rebuildKey, SITES_KEY, siteKey } from '../keys.ts'
import type { SettingsStore } from '../settings.port.ts'
import { runScript } from './runScript.ts'
import type { Scripts } from './scripts.ts'

export function redisSettings({ redis, scripts }: { redis: Redis; scripts: Scripts }): SettingsStore {
  return {
    async read(site) {
      const [settings, built] = await redis
        .multi()
        .hget(siteKey(site), 'settings')
        .get(builtKey(site))
        .exec<[string | null, string | null]>()
      if (settings === null) return null
      return { settings: JSON.parse(settings) as SiteSettings, built: built === null ? null : Number(built) }
    },
    async write(settings) {
      await runScript(redis, scripts.writeSettings, [siteKey(settings.site)], [settings.version, JSON.stringify(settings)])
      await redis.sadd(SITES_KEY, settings.site)
    },
    async markBuilt(site, at) {
      await redis.set(builtKey(site), at)
    },
    claimRebuild: async (site, ms) => (await redis.set(rebuildKey(site), 1, { nx: true, px: ms })) !== null,
    async endRebuild(site) {
      await redis.del(rebuildKey(site))
    },
    async remove(site) {
      // The outbox stays, and its site in the set with it, until everything is stored.
      await redis.del(siteKey(site), builtKey(site))
    },
  }
}
