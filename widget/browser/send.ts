import { guard } from './guard.ts'

/**
 * Sends a text body without custom headers (so no CORS preflight) and gives the JSON answer, or nothing after any failure.
 * XMLHttpRequest, because pages and their add-ons replace `fetch` far more often, and because it ends by itself in time.
 */
export function post<Answer>(url: string, body: object, timeout: number, done: (answer?: Answer) => void): void {
  const finish = guard(done)
  try {
    const request = new XMLHttpRequest()
    request.open('POST', url)
    request.timeout = timeout
    request.onloadend = () => {
      let answer: Answer | undefined
      try {
        answer = JSON.parse(request.responseText)
      } catch {
        // Not JSON: the same as no answer.
      }
      finish(request.status === 200 ? answer : undefined)
    }
    request.send(JSON.stringify(body))
  } catch {
    finish()
  }
}

/** Sends while the page goes away; no answer can be read. */
export function postOnLeave(url: string, body: object): void {
  const text = JSON.stringify(body)
  if (!navigator.sendBeacon?.(url, text)) {
    fetch(url, { method: 'POST', body: text, keepalive: true, mode: 'no-cors' })?.catch(() => {})
  }
}
