import { existsSync } from 'node:fs'
import type { Browser } from 'playwright-core'
import { chromium } from 'playwright-core'

const SYSTEM = '/usr/bin/chromium'

/** The system's Chromium if it is there, else the one from npm, which needs neither a download nor root. */
export async function launchChromium(...more: string[]): Promise<Browser> {
  const quiet = [
    ...more,
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ]
  if (existsSync(SYSTEM)) return chromium.launch({ executablePath: SYSTEM, args: quiet })
  const packaged = (await import('@sparticuz/chromium')).default
  return chromium.launch({ executablePath: await packaged.executablePath(), args: [...packaged.args, ...quiet] })
}
