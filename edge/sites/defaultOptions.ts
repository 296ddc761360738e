import type { SiteOptions } from './siteSettings.ts'

/** What a new site gets when its owner sets nothing. */
export const DEFAULT_OPTIONS: SiteOptions = {
  origins: [],
  regions: { home: null, groups: [], prefer: false },
  sessionsPerDay: 300,
  sizes: {},
  overflow: 'share',
  sink: null,
  statics: [],
  // Offices and mobile carriers put many people behind one address: an hour's limit that they stay below.
  limits: { address: 60, network: 600, visitor: 20 },
  beforeConsent: 'in-memory',
  consentRequired: false,
  lazy: false,
  timeout: 1200,
  guardFlicker: 0,
  dataLayer: false,
  // Interest is worth a third fewer numbers to attribution; navigation makes single-page applications count.
  extras: ['interest', 'navigation'],
  demo: false,
}
