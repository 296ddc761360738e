import { hasFirefox } from '../../../widget/e2e/engines/firefox.ts'
import { hasWebkit } from '../../../widget/e2e/engines/webkit.ts'

/** How to get the other engines than Chromium that the browser contract is tried in; null where all are there. */
export function enginesProblem(): string | null {
  const missing = [...(hasWebkit ? [] : ['webkit2gtk-driver xvfb']), ...(hasFirefox ? [] : ['firefox-esr'])]
  return missing.length > 0 ? `Not installed. On Debian:\n  apt-get install --no-install-recommends ${missing.join(' ')}` : null
}
