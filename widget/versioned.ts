import { guard } from './browser/guard.ts'
import { start } from './start.ts'

/** The entry of versioned builds: the site is in `data-rotary-site`, its settings come by one more request from where the script came from. */
const begin = (): void => {
  const tag = document.querySelector<HTMLScriptElement>('script[data-rotary-site]')
  if (!tag) return
  const request = new XMLHttpRequest()
  request.onload = guard(() => start(JSON.parse(request.responseText)))
  request.open('GET', `${new URL(tag.src).origin}/v1/settings/${tag.dataset['rotarySite']}`)
  request.send()
}

guard(begin)()
