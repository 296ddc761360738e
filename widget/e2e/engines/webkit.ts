import { existsSync } from 'node:fs'
import { findFreePort } from '../../../edge/dev/findFreePort.ts'
import type { OtherBrowser } from './otherBrowser.ts'
import { startProgram } from './startProgram.ts'

const DRIVER = '/usr/bin/WebKitWebDriver'
const DISPLAY = '/usr/bin/Xvfb'

/** Debian's `webkit2gtk-driver`, and `xvfb` for it to draw on. */
export const hasWebkit = existsSync(DRIVER) && existsSync(DISPLAY)

/** WebKitGTK by WebDriver (https://www.w3.org/TR/webdriver2/). */
export async function startWebkit(): Promise<OtherBrowser> {
  const screen = await startProgram({
    command: DISPLAY,
    args: ['-displayfd', '1', '-screen', '0', '1280x900x24', '-nolisten', 'tcp'],
    line: /^(\d+)\n/m,
  })
  const port = await findFreePort()
  const driver = await startProgram({
    // It says nothing when it is ready, so something is made to: the shell's own line.
    command: '/bin/sh',
    args: ['-c', `echo started; exec ${DRIVER} --host=127.0.0.1 --port=${port}`],
    env: { DISPLAY: `:${screen.match[1]}`, WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1', LIBGL_ALWAYS_SOFTWARE: '1' },
    line: /started/,
  })
  const stop = async () => {
    await driver.stop()
    await screen.stop()
  }
  const send = async <Value>(method: string, path: string, body?: object): Promise<Value> => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, { method, ...(body && { body: JSON.stringify(body) }) })
    const { value } = (await response.json()) as { value: Value & { error?: string; message?: string } }
    if (!response.ok) throw new Error(`${value.error}: ${value.message}`)
    return value
  }
  try {
    await ready(port)
    const { sessionId } = await send<{ sessionId: string }>('POST', '/session', { capabilities: { alwaysMatch: {} } })
    const session = `/session/${sessionId}`
    return {
      open: (url) => send('POST', `${session}/url`, { url }),
      evaluate: (expression) => send('POST', `${session}/execute/sync`, { script: `return (${expression})`, args: [] }),
      async close() {
        await send('DELETE', session).catch(() => {})
        await stop()
      },
    }
  } catch (error) {
    await stop()
    throw error
  }
}

async function ready(port: number): Promise<void> {
  const end = Date.now() + 20_000
  for (;;) {
    try {
      return void (await fetch(`http://127.0.0.1:${port}/status`))
    } catch (error) {
      if (Date.now() > end) throw error
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
}
