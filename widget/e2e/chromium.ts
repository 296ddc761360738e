import { existsSync } from 'node:fs'
import type { Browser } from 'playwright-core'
import { chromium } from 'playwright-core'

const SYSTEM = '/usr/bin/chromium'
const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** The system's Chromium if it is there, else the one from npm, which needs neither a download nor root. */
export async function findChromium(): Promise<{ executablePath: string; args: string[] }> {
  if (existsSync(SYSTEM)) return { executablePath: SYSTEM, args: QUIET }
  const packaged = (await import('@sparticuz/chromium')).default
  return { executablePath: await packaged.executablePath(), args: [...packaged.args, ...QUIET] }
}

export async function launchChromium(...more: string[]): Promise<Browser> {
  const { executablePath, args } = await findChromium()
  return chromium.launch({ executablePath, args: [...args, ...more] })
}
