import { beforeEach, describe, expect, it } from 'vitest'
import type { SiteKey } from '../brands.ts'
import type { SiteSettings } from '../sites/siteSettings.ts'
import type { HotState } from './hotState.port.ts'

let run = 0

/** What every adapter must do with the settings of sites. */
export function settingsContract(hot: () => HotState): void {
  describe('settings', () => {
    let site: SiteKey
    beforeEach(() => {
      site = `pk_settings${Date.now()}${run++}` as SiteKey
    })

    it('let one at a time rebuild a site, the next after he is done or his time is over', async () => {
      expect(await hot().settings.claimRebuild(site, 300)).toBe(true)
      expect(await hot().settings.claimRebuild(site, 300)).toBe(false)
      await hot().settings.endRebuild(site)
      expect(await hot().settings.claimRebuild(site, 300)).toBe(true)
      await new Promise((done) => setTimeout(done, 350))
      expect(await hot().settings.claimRebuild(site, 300)).toBe(true)
      await hot().settings.endRebuild(site)
    })

    it('are not there at first', async () => {
      expect(await hot().settings.read(site)).toBeNull()
    })

    it('are kept whole, built or not, and go', async () => {
      const settings = { site, version: 3, targets: [], limits: { address: 1, network: 2, visitor: 3 } } as unknown as SiteSettings
      await hot().settings.write(settings)
      expect(await hot().settings.read(site)).toEqual({ settings, built: null })
      await hot().settings.markBuilt(site, 1_795_000_000_000)
      expect(await hot().settings.read(site)).toEqual({ settings, built: 1_795_000_000_000 })
      await hot().settings.remove(site)
      expect(await hot().settings.read(site)).toBeNull()
    })

    it('of an older version never overwrite newer ones', async () => {
      await hot().settings.write({ site, version: 10 } as SiteSettings)
      await hot().settings.write({ site, version: 9 } as SiteSettings)
      expect((await hot().settings.read(site))?.settings.version).toBe(10)
    })
  })
}
