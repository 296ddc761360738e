import type { CallRoute } from '../provider.port.ts'

/** Addresses that Twilio calls back while the call goes on. */
export interface TwimlCallbacks {
  /** When the bridge ends, or nobody answered. */
  dial: string
  /** What happens to the callee's leg. */
  leg: string
  recording: string
  /** What the callee hears first; absent: nothing. */
  whisper?: string
}

/** A route in TwiML (twilio.com/docs/voice/twiml/dial). `answerOnBridge`: the caller hears ringing, and pays, only once a human answers. */
export function routeTwiml(route: CallRoute, callbacks: TwimlCallbacks): string {
  if (route.action === 'reject') return response(route.reason === 'no-route' ? '<Hangup/>' : '<Reject reason="busy"/>')
  const dial = attributes({
    timeout: String(route.ringSeconds),
    answerOnBridge: 'true',
    action: callbacks.dial,
    method: 'POST',
    ...(route.record && {
      record: 'record-from-answer-dual',
      recordingStatusCallback: callbacks.recording,
      recordingStatusCallbackEvent: 'completed',
    }),
  })
  const number = attributes({
    ...(callbacks.whisper && { url: callbacks.whisper }),
    statusCallback: callbacks.leg,
    statusCallbackMethod: 'POST',
    statusCallbackEvent: 'answered',
  })
  return response(`<Dial${dial}><Number${number}>${route.destination}</Number></Dial>`)
}

export function sayTwiml(text: string, language: string | undefined): string {
  return response(text ? `<Say${attributes(language ? { language } : {})}>${escape(text)}</Say>` : '')
}

export const EMPTY_TWIML = '<?xml version="1.0" encoding="UTF-8"?><Response/>'

const response = (inner: string) => (inner ? `<?xml version="1.0" encoding="UTF-8"?><Response>${inner}</Response>` : EMPTY_TWIML)

const attributes = (values: Record<string, string>) =>
  Object.entries(values)
    .map(([name, value]) => ` ${name}="${escape(value).replaceAll('"', '&quot;')}"`)
    .join('')

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

/** Control characters are not allowed in XML at all. */
const escape = (text: string) =>
  text.replaceAll(/[\p{Cc}\ufffe\uffff]/gu, (char) => (/\s/.test(char) ? char : '')).replaceAll(/[&<>]/g, (char) => ENTITIES[char]!)
