import type { PublicSettings } from '../contract.ts'
import type { SiteSettings } from './siteSettings.ts'

/** The part of the settings that pages may see: nothing about numbers, regions or destinations. */
export function publicSettings(settings: SiteSettings, edge: string): PublicSettings {
  return {
    site: settings.site,
    version: settings.version,
    edge,
    enabled: settings.enabled,
    // A site that is switched off has nothing to look for.
    targets: (settings.enabled ? settings.targets : []).map(({ e164, slot, text, format }) => ({
      e164,
      slot,
      ...(text && { text }),
      ...(format && { format }),
    })),
    beforeConsent: settings.beforeConsent,
    consentRequired: settings.consentRequired,
    lazy: settings.lazy,
    timeout: settings.timeout,
    guardFlicker: settings.guardFlicker,
    dataLayer: settings.dataLayer,
    ...(settings.extras?.length && { extras: settings.extras }),
    ...(settings.domain && { domain: settings.domain }),
    ...(settings.format && { format: settings.format }),
  }
}
