import type { Touch } from './touch.ts'

/**
 * What makes two touches the same arrival: source, medium, campaign, content, term and click id, as 14 hex digits (a 53-bit hash,
 * cyrb53). Pure.
 */
export function campaignMark({ source, medium, campaign, content, term, clickId }: Touch): string {
  const text = JSON.stringify([source, medium, campaign, content, term, clickId])
  let high = 0xdeadbeef
  let low = 0x41c6ce57
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    high = Math.imul(high ^ unit, 2654435761)
    low = Math.imul(low ^ unit, 1597334677)
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909)
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909)
  return (4294967296 * (2097151 & low) + (high >>> 0)).toString(16).padStart(14, '0')
}
