import type { PublicSettings } from '../edge/contract.ts'
import { guard } from './browser/guard.ts'
import { start } from './start.ts'

/** The edge puts the site's settings in the place of this name; in versioned builds it is `null`. */
declare const __ROTARY_SETTINGS__: PublicSettings | null

const script = document.currentScript as HTMLScriptElement | null

/** Versioned builds take their site from `data-rotary-site` and their settings from one more request, to where they came from. */
const begin = (settings: PublicSettings | null): void => {
  if (settings) return start(settings)
  const tag = script?.dataset['rotarySite'] ? script : document.querySelector<HTMLScriptElement>('script[data-rotary-site]')
  if (!tag) return
  const request = new XMLHttpRequest()
  request.onload = guard(() => start(JSON.parse(request.responseText)))
  request.open('GET', `${new URL(tag.src).origin}/v1/settings/${tag.dataset['rotarySite']}`)
  request.send()
}

guard(begin)(__ROTARY_SETTINGS__)
