import { existsSync } from 'node:fs'

/** What the browser contract in other engines than Chromium needs, by Debian's packages; see widget/e2e/engines/. */
const PACKAGES = {
  '/usr/bin/WebKitWebDriver': 'webkit2gtk-driver',
  '/usr/bin/Xvfb': 'xvfb',
  '/usr/bin/firefox-esr': 'firefox-esr',
}

/** How to get what is missing; null where all is there. */
export function enginesProblem(): string | null {
  const missing = Object.entries(PACKAGES).flatMap(([path, name]) => (existsSync(path) ? [] : [name]))
  return missing.length > 0 ? `Not installed. On Debian:\n  apt-get install --no-install-recommends ${missing.join(' ')}` : null
}
