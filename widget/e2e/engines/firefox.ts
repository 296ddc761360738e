import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { OtherBrowser } from './otherBrowser.ts'
import { startProgram } from './startProgram.ts'

const FIREFOX = '/usr/bin/firefox-esr'

/** Debian's `firefox-esr`. */
export const hasFirefox = existsSync(FIREFOX)

/** Firefox ESR by WebDriver BiDi (https://www.w3.org/TR/webdriver-bidi/), which it speaks itself. */
export async function startFirefox(): Promise<OtherBrowser> {
  const profile = mkdtempSync(join(tmpdir(), 'rotary-firefox-'))
  writeFileSync(
    join(profile, 'user.js'),
    'user_pref("app.update.enabled", false);\nuser_pref("datareporting.policy.dataSubmissionEnabled", false);\n',
  )
  const program = await startProgram({
    command: FIREFOX,
    args: ['--headless', '--no-remote', '--profile', profile, '--remote-debugging-port', '0', 'about:blank'],
    env: { HOME: profile, MOZ_CRASHREPORTER_DISABLE: '1' },
    line: /WebDriver BiDi listening on (ws:\S+)/,
  })
  const socket = new WebSocket(`${program.match[1]}/session`)
  const waiting = new Map<number, { resolve(value: never): void; reject(error: Error): void }>()
  const stop = async () => {
    socket.close()
    await program.stop()
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
  }
  socket.addEventListener('message', ({ data }) => {
    const { id, type, result, error, message } = JSON.parse(data as string) as {
      id?: number
      type: string
      result: never
      error: string
      message: string
    }
    const one = waiting.get(id ?? -1)
    if (type === 'error') one?.reject(new Error(`${error}: ${message}`))
    else one?.resolve(result)
    waiting.delete(id ?? -1)
  })
  let serial = 0
  const send = <Result>(method: string, params: object): Promise<Result> =>
    new Promise((resolve, reject) => {
      waiting.set(++serial, { resolve, reject })
      socket.send(JSON.stringify({ id: serial, method, params }))
    })
  try {
    await new Promise((resolve, reject) => {
      socket.addEventListener('open', resolve)
      socket.addEventListener('error', reject)
    })
    await send('session.new', { capabilities: {} })
    const { context } = await send<{ context: string }>('browsingContext.create', { type: 'tab' })
    return {
      open: async (url) => void (await send('browsingContext.navigate', { context, url, wait: 'complete' })),
      async evaluate(expression) {
        const answer = await send<{ result: { value?: string }; exceptionDetails?: { text: string } }>('script.evaluate', {
          expression: `Promise.resolve(${expression}).then((value) => JSON.stringify(value ?? null))`,
          target: { context },
          awaitPromise: true,
        })
        if (answer.exceptionDetails) throw new Error(answer.exceptionDetails.text)
        return JSON.parse(answer.result.value ?? 'null') as unknown
      },
      close: stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}
