import type { DeviceClass } from '../../pool/holder.ts'

/** All that is kept of a user agent. Tablets count as mobile: a tap on a number dials there too; an iPad that poses as a Mac does not show. */
export function deviceClass(userAgent: string): DeviceClass {
  if (/\b(?:smart-?tv|googletv|appletv|hbbtv|web0s|tizen.+tv|crkey|aft[a-z]+)\b/i.test(userAgent)) return 'desktop'
  return /mobi|android|iphone|ipad|ipod|windows phone|blackberry|bb10|opera mini|opera mobi|tablet|kindle|silk\//i.test(userAgent)
    ? 'mobile'
    : 'desktop'
}
